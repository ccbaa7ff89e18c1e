package vn.lienthong.sandbox.land;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One dossier in the land system and what became of it. Guarded by itself. */
public final class LandFile {
    private final Node dossier;
    private final String landNumber;
    private final Map<String, Node> notices = new LinkedHashMap<>();
    private final Map<String, Node> payments = new LinkedHashMap<>();
    private final List<Node> papersReceived = new ArrayList<>();
    private final List<Node> askedFor = new ArrayList<>();
    private final List<Node> doneCalls = new ArrayList<>();
    private Integer end;
    private String returnedOn;

    LandFile(Node dossier, String landNumber) {
        this.dossier = dossier;
        this.landNumber = landNumber;
    }

    /** The {@code HoSo} element as it was given. */
    public Node dossier() {
        return dossier;
    }

    public String landNumber() {
        return landNumber;
    }

    /** Receipt numbers of payments by notice. */
    public synchronized Map<String, String> payments() {
        Map<String, String> receipts = new LinkedHashMap<>();
        payments.forEach((notice, payment) -> receipts.put(notice, payment.get("SoBienLai")));
        return receipts;
    }

    /** Codes of papers that came through NhanBoSung, in order. */
    public synchronized List<String> papersReceived() {
        return papersReceived.stream().map(paper -> paper.get("Ma")).toList();
    }

    /** Codes of papers that the office asked for and that have not come. */
    public synchronized List<String> askedFor() {
        return askedFor.stream().map(paper -> paper.get("Ma")).toList();
    }

    /** {@code TrangThaiKetThuc}, null while the dossier is open. */
    public synchronized Integer end() {
        return end;
    }

    public synchronized boolean withdrawn() {
        return Integer.valueOf(1).equals(end);
    }

    /** {@code NgayTra} as it was sent, null before. */
    public synchronized String returnedOn() {
        return returnedOn;
    }

    /** Whether exactly this call was done before. */
    boolean wasDone(Node call) {
        return doneCalls.contains(call);
    }

    void done(Node call) {
        doneCalls.add(call);
    }

    Map<String, Node> notices() {
        return notices;
    }

    Map<String, Node> paid() {
        return payments;
    }

    void receive(List<Node> papers) {
        papersReceived.addAll(papers);
        List<String> codes = papers.stream().map(paper -> paper.get("Ma")).toList();
        askedFor.removeIf(paper -> codes.contains(paper.get("Ma")));
    }

    void ask(List<Node> papers) {
        askedFor.addAll(papers);
    }

    void end(int how) {
        this.end = how;
    }

    void returned(String on) {
        this.returnedOn = on;
    }
}
