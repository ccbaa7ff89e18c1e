package vn.lienthong.sandbox.world;

/** A fee that is due, in whole đồng. */
public record Fee(String code, String name, long amount) {}
