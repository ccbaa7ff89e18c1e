package vn.lienthong.sandbox.world;

/** A piece of land; {@code area} is text as a clerk writes it, with a decimal comma or point. */
public record Parcel(String sheet, String plot, String area, String wardCode, String address) {}
