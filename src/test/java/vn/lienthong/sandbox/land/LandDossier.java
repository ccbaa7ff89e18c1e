package vn.lienthong.sandbox.land;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import vn.lienthong.sandbox.world.Official;
import vn.lienthong.sandbox.world.Paper;
import vn.lienthong.sandbox.world.Parcel;
import vn.lienthong.sandbox.world.Person;
import vn.lienthong.sandbox.world.Procedure;
import vn.lienthong.sandbox.world.Times;

/** A dossier that the land office types itself, under a receipt number of its own. */
public record LandDossier(
        String receipt,
        String workflow,
        Person person,
        Official official,
        Instant receivedAt,
        Instant due,
        List<Parcel> parcels,
        List<Paper> papers) {
    public static LandDossier of(
            String receipt, Person person, Official official, Instant receivedAt, Parcel... parcels) {
        return new LandDossier(
                receipt,
                Procedure.landChange().systemCode(),
                person,
                official,
                receivedAt,
                receivedAt.plus(Duration.ofDays(15)),
                List.of(parcels),
                List.of(Paper.of("TP01", "Đơn đăng ký biến động đất đai")));
    }

    public LandDossier workflow(String code) {
        return new LandDossier(receipt, code, person, official, receivedAt, due, parcels, papers);
    }

    Node node() {
        String name = Procedure.of("land").stream()
                .filter(procedure -> procedure.systemCode().equals(workflow))
                .map(Procedure::name)
                .findFirst()
                .orElse(null);
        Node node = Node.of("HoSo")
                .leaf("SoBienNhan", receipt)
                .leaf("MaQuyTrinh", workflow)
                .leaf("TenQuyTrinh", name)
                .leaf("NguoiTiepNhan", official.name())
                .leaf("NgayTiepNhan", Times.bareUtc(receivedAt))
                .leaf("NgayHenTra", Times.bareUtc(due))
                .with(Node.of("NguoiNop")
                        .leaf("HoTen", person.name())
                        .leaf("SoGiayTo", person.cccd())
                        .leaf("NgaySinh", Times.day(person.bornOn()))
                        .leaf("DienThoai", person.phone())
                        .leaf("Email", person.email())
                        .leaf("DiaChi", person.address())
                        .leaf("MaXa", person.wardCode()));
        for (Parcel parcel : parcels) {
            node = node.with(Node.of("ThuaDat")
                    .leaf("SoHieuBanDo", parcel.sheet())
                    .leaf("SoThuTuThua", parcel.plot())
                    .leaf("DienTich", parcel.area())
                    .leaf("MaXa", parcel.wardCode())
                    .leaf("DiaChi", parcel.address()));
        }
        for (Node paper : papers("GiayTo", papers)) {
            node = node.with(paper);
        }
        return node;
    }

    static List<Node> papers(String name, List<Paper> papers) {
        List<Node> nodes = new ArrayList<>();
        for (Paper paper : papers) {
            nodes.add(Node.of(name)
                    .leaf("Ma", paper.code())
                    .leaf("Ten", paper.name())
                    .leaf("LyDo", paper.reason())
                    .leaf("DuongDan", paper.url())
                    .leaf("Sha256", paper.sha256()));
        }
        return nodes;
    }
}
