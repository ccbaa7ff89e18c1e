package vn.lienthong.hub.watch;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vn.lienthong.hub.dossier.MissingRow;

/**
 * What is kept of a value that a code table lacks: the far side may have put anything into the field, a name or a number of a
 * person too. It is kept only if it can be nothing but a code.
 */
final class CodeWord {
    static final String NO_CODE = "(no code)";
    /** So many different ones that they cannot be codes, whatever they look like. */
    static final String MANY = "(many values)";

    private static final Pattern CODE = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}_.:+-]{0,39}");
    private static final Pattern NUMBER = Pattern.compile("\\d{7}");
    private static final Pattern DATE =
            Pattern.compile("\\d{4}[.-]\\d{1,2}[.-]\\d{1,2}|\\d{1,2}[.-]\\d{1,2}[.-]\\d{4}");

    private static final Pattern DATED = Pattern.compile("([^@]+)@\\d{4}-\\d{2}-\\d{2}");

    private CodeWord() {}

    /** What all rows begin with that this column lacks. */
    static String column(MissingRow row) {
        return new MissingRow(row.table(), row.column(), "").toString();
    }

    static boolean isCode(MissingRow row) {
        return !row.key().equals(NO_CODE) && !row.key().equals(MANY);
    }

    static String of(String unknown) {
        return CODE.matcher(unknown).matches()
                        && !NUMBER.matcher(unknown).find()
                        && !DATE.matcher(unknown).find()
                ? unknown
                : NO_CODE;
    }

    /** The row; of a dated table the day from which the code does not hold stays behind it. */
    static MissingRow of(MissingRow unknown) {
        Matcher dated = DATED.matcher(unknown.key());
        return new MissingRow(
                unknown.table(),
                unknown.column(),
                dated.matches() && !of(dated.group(1)).equals(NO_CODE) ? unknown.key() : of(unknown.key()));
    }
}
