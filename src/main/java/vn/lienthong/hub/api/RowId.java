package vn.lienthong.hub.api;

/** Ids of rows as they stand in paths. */
final class RowId {
    private RowId() {}

    /** @throws NoSuchThing if no row can have this id */
    static long read(String id, String what) {
        if (!id.matches("\\d{1,18}")) {
            throw new NoSuchThing(what + " \"" + id + "\"");
        }
        return Long.parseLong(id);
    }
}
