package vn.lienthong.sandbox.uiv2;

import java.time.LocalDate;

/** A decision on a claim; money in đồng a month. */
public record Decision(String number, long monthly, int months, int monthsKept, LocalDate from, LocalDate to) {
    public static Decision of(String number, LocalDate from) {
        return new Decision(number, 3_240_000, 3, 1, from, from.plusMonths(3));
    }
}
