package vn.lienthong.sandbox.uiv2;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import vn.lienthong.sandbox.world.Person;
import vn.lienthong.sandbox.world.Times;

/** A claim that a clerk of the job centre types into ui-v2. */
public record Claim(
        Person person, String kind, Instant filedAt, Instant due, LocalDate leftWorkOn, int monthsPaid, int payBy) {
    public static Claim of(Person person, Instant filedAt) {
        return new Claim(
                person,
                "TCTN_MOI",
                filedAt,
                filedAt.plus(Duration.ofDays(20)),
                Times.dayOf(filedAt).minusDays(25),
                37,
                2);
    }

    public Claim kind(String code) {
        return new Claim(person, code, filedAt, due, leftWorkOn, monthsPaid, payBy);
    }
}
