package vn.lienthong.hub.mapping;

import java.util.Optional;
import java.util.Set;

/**
 * The number of a citizen card: three digits of the province of birth (or country), one of century and sex, two of the
 * year of birth, six without meaning (Circular 59/2021/TT-BCA, Decree 70/2024/ND-CP).
 *
 * @param digits 12 of them
 */
record CitizenNumber(String digits) {
    /** The numbers that no province has; there were 63 when the numbers were given out. */
    private static final Set<Integer> NO_PROVINCE = Set.of(
            0, 3, 5, 7, 9, 13, 16, 18, 21, 23, 28, 29, 32, 39, 41, 43, 47, 50, 53, 55, 57, 59, 61, 63, 65, 69, 71, 73,
            76, 78, 81, 85, 88, 90, 97, 98, 99);

    private static final int COUNTRIES = 100;

    /** The number, if it has 12 digits, a province or country that there is, and a century that has begun. */
    static Optional<CitizenNumber> of(String text) {
        boolean digits = text.length() == 12 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits && !NO_PROVINCE.contains(Integer.parseInt(text.substring(0, 3))) && text.charAt(3) <= '3'
                ? Optional.of(new CitizenNumber(text))
                : Optional.empty();
    }

    /** Two digits, as provinces had before July 2025; empty for who was born abroad. */
    Optional<String> province() {
        return Integer.parseInt(digits.substring(0, 3)) < COUNTRIES
                ? Optional.of(digits.substring(1, 3))
                : Optional.empty();
    }

    /** {@code 1} man, {@code 2} woman. */
    String gender() {
        return (digits.charAt(3) - '0') % 2 == 0 ? "1" : "2";
    }

    /** {@code yyyy}. */
    String birthYear() {
        return (digits.charAt(3) <= '1' ? "19" : "20") + digits.substring(4, 6);
    }
}
