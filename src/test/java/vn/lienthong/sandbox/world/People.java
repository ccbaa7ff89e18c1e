package vn.lienthong.sandbox.world;

import java.time.LocalDate;
import java.util.List;
import java.util.Random;

/** Composed citizens and officials, never real ones; the same seed gives the same people. */
public final class People {
    private static final List<String> FAMILY = List.of(
            "Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Hoàng", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô",
            "Dương", "Lý", "Đoàn", "Trịnh", "Đinh", "Mạc", "Lữ", "Khổng", "Ông", "Ưng", "Ấu", "Tạ", "Quách", "Kiều",
            "Giáp", "Nghiêm");
    private static final List<String> MIDDLE_MEN = List.of(
            "Văn", "Hữu", "Đức", "Quốc", "Minh", "Xuân", "Ngọc", "Trọng", "Công", "Đình", "Thế", "Phước", "Chấn", "Kỳ");
    private static final List<String> MIDDLE_WOMEN =
            List.of("Thị", "Ngọc", "Thị Mỹ", "Thị Kim", "Thùy", "Diễm", "Hoài", "Bảo", "Ánh", "Mộng", "Thị Cẩm", "Lệ");
    private static final List<String> MEN = List.of(
            "Ẩn", "Bằng", "Chưởng", "Dũng", "Đạt", "Đễ", "Giỏi", "Hảo", "Hiếu", "Khởi", "Kỷ", "Lẫm", "Lĩnh", "Mẫn",
            "Nghĩa", "Nhẫn", "Nhựt", "Quyền", "Sỹ", "Tấn", "Tuấn", "Thọ", "Thuận", "Trực", "Tưởng", "Vỹ", "Vượng",
            "Đỉnh", "Ngữ", "Khẩn");
    private static final List<String> WOMEN = List.of(
            "Ái", "Bưởi", "Chẵn", "Diệu", "Duyên", "Gấm", "Hằng", "Hiền", "Hợp", "Huệ", "Lụa", "Ly", "Lễ", "Mỹ", "Nhàn",
            "Nữ", "Oanh", "Phượng", "Quỳnh", "Sương", "Tuyết", "Thủy", "Thẳm", "Trâm", "Uyên", "Xuyến", "Yến", "Ỷ",
            "Ngỡ", "Tỵ");
    private static final List<String> PROVINCES =
            List.of("001", "004", "031", "048", "070", "072", "074", "075", "079", "080", "082", "087", "092", "096");
    // Wards of Tây Ninh whose code holds before and after the merger of 1 July 2025.
    private static final List<String> WARDS = List.of("25522", "25525", "25489", "25498");
    private static final List<String> WARD_NAMES = List.of("Tân Đông", "Tân Hội", "Tân Lập", "Thạnh Bình");
    private static final List<String> HAMLETS =
            List.of("Đông Hiệp", "Suối Dầm", "Tầm Phô", "Kà Ốt", "Đông Lợi", "Bàu Bền", "Tân Thuận", "Thạnh Quới");
    private static final List<String> TITLES = List.of("Chuyên viên", "Cán bộ một cửa", "Phó trưởng phòng", "Giám đốc");

    private final Random dice;

    public People(long seed) {
        this.dice = new Random(seed);
    }

    public synchronized Person next() {
        int gender = 1 + dice.nextInt(2);
        LocalDate born = LocalDate.of(1958 + dice.nextInt(49), 1 + dice.nextInt(12), 1 + dice.nextInt(28));
        String province = one(PROVINCES);
        int ward = dice.nextInt(WARDS.size());
        String name =
                one(FAMILY) + " " + one(gender == 1 ? MIDDLE_MEN : MIDDLE_WOMEN) + " " + one(gender == 1 ? MEN : WOMEN);
        String address = "Số " + (1 + dice.nextInt(480)) + ", ấp " + one(HAMLETS) + ", xã " + WARD_NAMES.get(ward)
                + ", tỉnh Tây Ninh";
        String phone = "09" + digits(8);
        return new Person(
                name,
                cccd(province, born, gender),
                "2" + digits(8),
                born,
                gender,
                phone,
                dice.nextInt(3) == 0 ? "nguoidan" + digits(5) + "@example.vn" : null,
                address,
                WARDS.get(ward),
                "7" + digits(9));
    }

    public synchronized Official official(String department) {
        Person person = next();
        return new Official("CB" + digits(4), person.name(), one(TITLES), department);
    }

    public synchronized Parcel parcel() {
        String area = (60 + dice.nextInt(900)) + (dice.nextBoolean() ? "," : ".") + dice.nextInt(10);
        int ward = dice.nextInt(WARDS.size());
        return new Parcel(
                String.valueOf(1 + dice.nextInt(80)),
                String.valueOf(1 + dice.nextInt(900)),
                area,
                WARDS.get(ward),
                "Ấp " + one(HAMLETS));
    }

    /** Province of birth registration, century and sex in one digit, year of birth, six digits. */
    private String cccd(String province, LocalDate born, int gender) {
        int century = (born.getYear() >= 2000 ? 2 : 0) + (gender == 2 ? 1 : 0);
        return province + century + String.format("%02d", born.getYear() % 100) + digits(6);
    }

    private String digits(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append((char) ('0' + dice.nextInt(10)));
        }
        return text.toString();
    }

    private <T> T one(List<T> list) {
        return list.get(dice.nextInt(list.size()));
    }
}
