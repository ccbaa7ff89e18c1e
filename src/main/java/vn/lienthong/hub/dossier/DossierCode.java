package vn.lienthong.hub.dossier;

import java.util.regex.Pattern;

/**
 * The code that a dossier got where it was born; carried as it is, never rebuilt or cut. Accepts
 * {@code 000.17.22.H56-210531-0001}, {@code H53.14-230810-0012}, {@code G09.20-20260609-0092637} and receipt numbers of
 * offices: 1 to 60 visible characters without blanks.
 */
public record DossierCode(String value) {
    private static final Pattern SHAPE =
            Pattern.compile("[\\p{Graph}&&[\\p{L}\\p{N}\\p{P}\\p{S}]]{1,60}", Pattern.UNICODE_CHARACTER_CLASS);

    public DossierCode {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "HUB-DOS-001 a dossier code has 1 to 60 visible characters without blanks; this one has "
                            + value.length() + " characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
