package vn.lienthong.sandbox.uiv1;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import vn.lienthong.sandbox.world.Person;
import vn.lienthong.sandbox.world.Times;

/** One line of an old export; every column can be overwritten, also with something broken. */
public final class OldClaim {
    static final List<String> COLUMNS = Stream.of(
                    Stream.of("SoHS", "HoTen", "NgaySinh", "GioiTinh", "SoCMND", "SoSoBHXH", "DiaChi", "NgayDangKyTN"),
                    Stream.of("NgayNop", "SoThangBHTN"),
                    IntStream.rangeClosed(1, 6).mapToObj(i -> "ThangDong" + i),
                    IntStream.rangeClosed(1, 6).mapToObj(i -> "MucDong" + i),
                    Stream.of("MucHuong", "SoThangHuong", "SoThangBaoLuu", "SoQD", "NgayKyQD", "HuongTu", "HuongDen"),
                    Stream.of("HinhThucNhanTien", "TrangThai"))
            .flatMap(columns -> columns)
            .toList();
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MM/uuuu");

    private final Map<String, String> values = new LinkedHashMap<>();

    private OldClaim() {}

    public static OldClaim of(String number, Person person, LocalDate filedOn) {
        OldClaim claim = new OldClaim();
        claim.with("SoHS", number)
                .with("HoTen", person.name())
                .with("NgaySinh", Times.day(person.bornOn()))
                .with("GioiTinh", person.gender() == 1 ? "Nam" : "Nữ")
                .with("SoCMND", person.cmnd())
                .with("SoSoBHXH", person.socialBook())
                .with("DiaChi", person.address())
                .with("NgayDangKyTN", Times.day(filedOn.minusDays(10)))
                .with("NgayNop", Times.day(filedOn))
                .with("SoThangBHTN", "27");
        for (int i = 1; i <= 6; i++) {
            claim.with("ThangDong" + i, MONTH.format(YearMonth.from(filedOn).minusMonths(8 - i)));
            claim.with("MucDong" + i, i % 2 == 0 ? "4.250.000" : "4250000");
        }
        return claim.with("MucHuong", "2550000")
                .with("SoThangHuong", "3")
                .with("SoThangBaoLuu", "3")
                .with("SoQD", number + "/QĐ-TCTN")
                .with("NgayKyQD", Times.day(filedOn.plusDays(14)))
                .with("HuongTu", Times.day(filedOn.plusDays(16)))
                .with("HuongDen", Times.day(filedOn.plusDays(16).plusMonths(3)))
                .with("HinhThucNhanTien", "Tiền mặt")
                .with("TrangThai", "12");
    }

    public OldClaim with(String column, String value) {
        values.put(column, value);
        return this;
    }

    String get(String column) {
        return values.getOrDefault(column, "");
    }
}
