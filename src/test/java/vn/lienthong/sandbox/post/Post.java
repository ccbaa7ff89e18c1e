package vn.lienthong.sandbox.post;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import vn.lienthong.sandbox.wire.Faults;
import vn.lienthong.sandbox.wire.HttpFace;
import vn.lienthong.sandbox.wire.Journal;
import vn.lienthong.sandbox.wire.Json;
import vn.lienthong.sandbox.world.Official;
import vn.lienthong.sandbox.world.SandboxClock;

/** The public postal service: its REST face and what happens to parcels. A parcel's number is the post's own. */
public final class Post implements AutoCloseable {
    /** What the post is asked to do. */
    public enum Errand {
        /** Papers from the citizen to the counter. */
        THU_GOM,
        /** A result from the counter to the citizen. */
        TRA_KET_QUA
    }

    private static final String OFFICE = "Bưu cục Tây Ninh";

    private final SandboxClock clock;
    private final PostBook book = new PostBook();
    private final HttpFace face;

    public Post(int port, String key, SandboxClock clock) {
        this.clock = clock;
        this.face = new HttpFace("post", port, new PostApi(book, key, this::after));
    }

    public String url() {
        return face.url();
    }

    public Faults faults() {
        return face.faults();
    }

    public Journal journal() {
        return face.journal();
    }

    public void down() {
        face.down();
    }

    public void up() {
        face.up();
    }

    /** Every cursor given so far becomes unknown (422). */
    public void forgetCursors() {
        book.forgetCursors();
    }

    /** The newest parcel of a dossier. */
    public Optional<String> parcel(String code, Errand errand) {
        return book.parcel(code, errand.name());
    }

    public JsonNode order(String parcel) {
        return book.order(parcel);
    }

    /** A citizen gives a whole dossier to the post; nobody knows its code before the counter has entered it. */
    public String takesADossier(Instant at, Official postman) {
        String parcel = book.add(Errand.THU_GOM.name(), null, Json.object());
        happens(parcel, "DA_LAY", at, postman);
        return parcel;
    }

    /** The counter tells the post which dossier came of a parcel: later events bear its code. */
    public void isOf(String parcel, String code) {
        book.name(parcel, code);
    }

    public long happens(String parcel, String event, Instant at, Official postman) {
        return happens(parcel, event, at, postman, null, null);
    }

    /** @param reason why something did not happen, a code; null = it did */
    public long happens(String parcel, String event, Instant at, Official postman, String reason, String note) {
        clock.seen(at);
        return book.happened(parcel, event, at, OFFICE, postman, reason, note);
    }

    /** What happened to a parcel, codes in the order in which they were written down. */
    public List<String> events(String parcel) {
        return book.kinds(parcel);
    }

    /** Events of all parcels. */
    public int size() {
        return book.size();
    }

    private Instant after(Instant cause) {
        return clock.after(cause).plus(face.faults().clockOff());
    }

    @Override
    public void close() {
        face.close();
    }
}
