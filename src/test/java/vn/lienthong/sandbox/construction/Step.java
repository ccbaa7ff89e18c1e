package vn.lienthong.sandbox.construction;

import java.time.Instant;
import java.util.List;
import vn.lienthong.sandbox.world.Official;
import vn.lienthong.sandbox.world.Result;

/** One line of a file's course. Null where there is nothing to say. */
record Step(String code, Instant at, Official official, String text, Instant due, List<Tag> papers, Result permit) {
    static Step of(String code, Instant at, Official official) {
        return new Step(code, at, official, null, null, List.of(), null);
    }

    Step text(String words) {
        return new Step(code, at, official, words, due, papers, permit);
    }

    Step asks(List<Tag> asked, Instant until) {
        return new Step(code, at, official, text, until, asked, permit);
    }

    Step permit(Result result) {
        return new Step(code, at, official, text, due, papers, result);
    }

    boolean isEnd() {
        return List.of("CAP_PHEP", "KHONG_CAP", "RUT").contains(code);
    }

    Tag tag(int number) {
        Tag tag = Tag.of("Buoc")
                .attribute("so", number)
                .leaf("Ma", code)
                .leaf("ThoiDiem", PermitRegister.written(at))
                .leaf("CanBo", official == null ? "Hệ thống" : official.name())
                .leaf("PhongBan", official == null ? null : official.department())
                .leaf("NoiDung", text)
                .leaf("HanXuLy", PermitRegister.written(due))
                .withAll(papers);
        return permit == null
                ? tag
                : tag.with(Tag.of("GiayPhep")
                        .leaf("So", permit.number())
                        .leaf("Ten", permit.name())
                        .leaf("DuongDan", permit.url()));
    }
}
