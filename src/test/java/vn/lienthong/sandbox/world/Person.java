package vn.lienthong.sandbox.world;

import java.time.LocalDate;

/** A composed citizen. {@code gender} 1 male, 2 female. */
public record Person(
        String name,
        String cccd,
        String cmnd,
        LocalDate bornOn,
        int gender,
        String phone,
        String email,
        String address,
        String wardCode,
        String socialBook) {
    public Person withCccd(String other) {
        return new Person(name, other, cmnd, bornOn, gender, phone, email, address, wardCode, socialBook);
    }

    public Person named(String other) {
        return new Person(other, cccd, cmnd, bornOn, gender, phone, email, address, wardCode, socialBook);
    }
}
