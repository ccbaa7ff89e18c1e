package vn.lienthong.hub.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which fields of a record say what the hub must know: its key, when it was, its state, the dossier's code. Guessed from
 * names; the first lines of the written mapping show the guess.
 */
record Roles(
        Field key,
        Field time,
        @Nullable Field state,
        @Nullable Field code) {
    private static final int MOST_STATES = 60;
    private static final int NO_KEY = 5;

    /** Names that a person gave instead of a guess; null = guess. */
    record Given(
            @Nullable String key,
            @Nullable String time,
            @Nullable String state,
            @Nullable String code) {}

    /** A field that a pack cannot do without. */
    static class Missing extends RuntimeException {
        Missing(String message) {
            super(message);
        }
    }

    /** @throws Missing if no field fits, or a given name is none */
    static Roles of(List<Field> fields, Given given) {
        Field code = given.code() != null
                ? named(fields, given.code(), "--code")
                : best(fields, field -> isCode(field.word()), field -> field.path()
                                .size())
                        .orElse(null);
        Field key = given.key() != null
                ? named(fields, given.key(), "--key")
                : best(
                                fields,
                                Roles::mayNameARecord,
                                field -> keyRank(field)
                                        + (isCode(field.word())
                                                ? 10
                                                : 10 * field.path().size()))
                        .orElseThrow(() -> missing(
                                fields.stream()
                                        .filter(field -> field.sort() != Field.Sort.FLAG
                                                && field.codes().isEmpty())
                                        .toList(),
                                "a key",
                                "--key"));
        Field time = given.time() != null
                ? named(fields, given.time(), "--time")
                : best(fields, field -> field.sort().isTime(), Roles::timeRank)
                        .orElseThrow(() -> missing(fields, "the time of its last change", "--time"));
        if (!time.sort().isTime()) {
            throw new Missing(time.dotted() + " is " + time.sort().words() + " and no time that the hub reads: ISO,"
                    + " yyyyMMddHHmmss or dd/MM/yyyy");
        }
        Field state = given.state() != null
                ? named(fields, given.state(), "--state")
                : best(
                                fields,
                                field -> field.word().matches(".*(status|state|trangthai|tinhtrang).*")
                                        && field.codes().size() <= MOST_STATES,
                                field -> (field.codes().isEmpty() ? 5 : 0)
                                        + field.path().size())
                        .orElse(null);
        return new Roles(key, time, state, code);
    }

    static boolean isCode(String word) {
        return word.matches(
                "(mahoso.*|sohoso|sobiennhan.*|mabiennhan|dossier(code|number|no|id)|receipt(code|number|no))");
    }

    /** Whether its value names one dossier for ever: the dossier's code, or a number that a system gives to a dossier. */
    static boolean namesADossier(Field field) {
        return mayNameARecord(field)
                && (isCode(field.word())
                        || field.word()
                                .matches("(ma|so|id)((hs|hoso|biennhan).*|don|dontu|tokhai)"
                                        + "|(dossier|file|case|application|claim)(id|no|code|number|key)?"));
    }

    /** Whether its name is one that keys have. */
    static boolean looksLikeAKey(Field field) {
        return mayNameARecord(field) && keyRank(field) < NO_KEY;
    }

    /**
     * What names a person is no name of a record: it would stand in lists and links. A flag or one of a few codes is
     * shared by many records.
     */
    private static boolean mayNameARecord(Field field) {
        boolean personal = field.path().stream()
                .map(step -> new Field(List.of(step), Field.Sort.TEXT, List.of()).word())
                .anyMatch(word ->
                        word.matches(".*(cccd|cmnd|cancuoc|citizen|identity|passport|person|owner|sender|receiver"
                                + "|applicant|nguoi|congdan|phone|email|dienthoai).*"));
        boolean plain = field.sort() == Field.Sort.TEXT || field.sort() == Field.Sort.NUMBER;
        return plain
                && field.codes().isEmpty()
                && !personal
                && !field.word().matches("(version|phienban|status|state|trangthai|tinhtrang)");
    }

    private static int keyRank(Field field) {
        String word = field.word();
        return word.equals("id")
                ? 0
                : isCode(word)
                        ? 1
                        : word.matches("(.*id|id.*)")
                                ? 2
                                : word.matches("(ma.*|so.*|.*code|.*number|.*key)") ? 3 : NO_KEY;
    }

    private static int timeRank(Field field) {
        String word = field.word();
        int name = word.matches(".*(update|modif|chang|edit|capnhat|thaydoi|sua).*")
                ? 0
                : word.matches(".*(thoi|time|at|ngay|date).*") ? 2 : 3;
        boolean exact = field.sort() == Field.Sort.INSTANT || field.sort() == Field.Sort.TIGHT_TIME;
        return 10 * name + (exact ? 0 : 5) + field.path().size();
    }

    private static Optional<Field> best(List<Field> fields, Predicate<Field> fits, ToIntFunction<Field> rank) {
        return fields.stream().filter(fits).min(Comparator.comparingInt(rank));
    }

    private static Field named(List<Field> fields, String name, String option) {
        return fields.stream()
                .filter(field -> field.dotted().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new Missing(option + " " + name + ": there is no such field; " + all(fields)));
    }

    private static Missing missing(List<Field> fields, String what, String option) {
        return new Missing("no field looks like " + what + " of a record; name it with " + option + ", " + all(fields));
    }

    private static String all(List<Field> fields) {
        return "there are " + fields.stream().map(Field::dotted).toList();
    }
}
