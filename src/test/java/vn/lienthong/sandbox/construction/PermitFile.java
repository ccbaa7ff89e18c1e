package vn.lienthong.sandbox.construction;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A dossier at the department: the project with its works, papers and fees, and its course. */
public final class PermitFile {
    private final String number;
    private final Tag dossier;
    private final String source;
    private final List<Step> steps = new ArrayList<>();
    private final List<Tag> papers = new ArrayList<>();
    private final Map<Integer, List<Tag>> fees = new LinkedHashMap<>();
    private final Map<String, String> payments = new LinkedHashMap<>();
    private final Set<Tag> done = new HashSet<>();
    private boolean handedOver;

    PermitFile(String number, Tag dossier, String source) {
        this.number = number;
        this.dossier = dossier;
        this.source = source;
    }

    public String number() {
        return number;
    }

    /** The national code; null for one that was typed at the department. */
    public synchronized String code() {
        return dossier.get("MaHoSo");
    }

    public synchronized Tag project() {
        return dossier.child("DuAn").orElseThrow();
    }

    /** Codes of the steps, in order. */
    public synchronized List<String> steps() {
        return steps.stream().map(Step::code).toList();
    }

    /** Codes of the papers that came after a request. */
    public synchronized List<String> papersReceived() {
        return papers.stream().map(paper -> paper.at("ma")).toList();
    }

    /** Receipt by fee. */
    public synchronized Map<String, String> payments() {
        return Map.copyOf(payments);
    }

    public synchronized boolean handedOver() {
        return handedOver;
    }

    synchronized boolean ended() {
        return steps.stream().anyMatch(Step::isEnd);
    }

    synchronized int step(Step step) {
        steps.add(step);
        return steps.size();
    }

    /** @param work number of the work that the fee is for */
    synchronized void fee(int work, Tag fee) {
        fees.computeIfAbsent(work, w -> new ArrayList<>()).add(fee);
    }

    synchronized void add(List<Tag> more) {
        papers.addAll(more);
    }

    synchronized boolean wasDone(Tag call) {
        return done.contains(call);
    }

    synchronized void done(Tag call) {
        done.add(call);
    }

    synchronized String pay(Tag call) {
        boolean asked = fees.values().stream()
                .flatMap(List::stream)
                .anyMatch(fee -> fee.at("so").equals(call.get("SoPhi"))
                        && fee.get("SoTien").equals(call.get("SoTien").strip()));
        if (!asked) {
            return "không có khoản phí này";
        }
        payments.put(call.get("SoPhi"), call.get("SoBienLai"));
        return null;
    }

    synchronized String handOver() {
        if (!steps().contains("CAP_PHEP")) {
            return "chưa có kết quả";
        }
        handedOver = true;
        return null;
    }

    /** As a call shows it now: whole, with its nested works and its course. */
    synchronized Tag tag() {
        Tag project = project();
        Tag shown = project.without("CongTrinh");
        for (Tag work : project.all("CongTrinh")) {
            int number = Integer.parseInt(work.at("so"));
            shown = shown.with(
                    work.withAll(number == 1 ? papers : List.of()).withAll(fees.getOrDefault(number, List.of())));
        }
        Tag course = Tag.of("QuaTrinh");
        for (int i = 0; i < steps.size(); i++) {
            course = course.with(steps.get(i).tag(i + 1));
        }
        return Tag.of("HoSo")
                .leaf("SoHoSo", number)
                .leaf("MaHoSo", code())
                .leaf("MaThuTuc", dossier.get("MaThuTuc"))
                .leaf("Nguon", source)
                .leaf("NgayNhan", dossier.get("NgayNhan"))
                .leaf("NgayHenTra", dossier.get("NgayHenTra"))
                .with(shown)
                .with(course);
    }
}
