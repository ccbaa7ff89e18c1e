package vn.lienthong.sandbox.world;

/** A decision or certificate. */
public record Result(String code, String name, String number, String url) {}
