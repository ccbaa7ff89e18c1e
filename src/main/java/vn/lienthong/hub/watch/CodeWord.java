package vn.lienthong.hub.watch;

import java.util.regex.Pattern;
import vn.lienthong.hub.dossier.MissingRow;
import vn.lienthong.hub.mapping.CodeKeys.AskedCode;

/**
 * What is kept of a code. One that its table has is kept as it is. Another one may be anything that the far side put into the
 * field, a name or a number of a person too: it is kept only if it can be nothing but a code.
 */
final class CodeWord {
    static final String NO_CODE = "(no code)";
    private static final Pattern CODE = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}_.:+-]{0,39}");
    private static final Pattern NUMBER = Pattern.compile("\\d{7}");
    private static final Pattern DATE =
            Pattern.compile("\\d{4}[.-]\\d{1,2}[.-]\\d{1,2}|\\d{1,2}[.-]\\d{1,2}[.-]\\d{4}");

    private CodeWord() {}

    static String of(AskedCode asked) {
        return asked.known() ? asked.key() : of(asked.key());
    }

    static String of(String unknown) {
        return CODE.matcher(unknown).matches()
                        && !NUMBER.matcher(unknown).find()
                        && !DATE.matcher(unknown).find()
                ? unknown
                : NO_CODE;
    }

    static MissingRow of(MissingRow unknown) {
        return new MissingRow(unknown.table(), unknown.column(), of(unknown.key()));
    }
}
