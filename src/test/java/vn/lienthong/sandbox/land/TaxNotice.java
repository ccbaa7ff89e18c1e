package vn.lienthong.sandbox.land;

import java.time.Instant;
import java.util.Locale;
import vn.lienthong.sandbox.world.Times;

/** A notice of the tax office; {@code amount} is text with dots, as {@code 1.250.000}. */
public record TaxNotice(String number, String kind, String amount, Instant payBy, String owner) {
    public static TaxNotice of(String number, String kind, long dong) {
        return new TaxNotice(number, kind, String.format(Locale.GERMANY, "%,d", dong), null, null);
    }

    Node node() {
        return Node.of("ThongBaoThue")
                .leaf("SoThongBao", number)
                .leaf("LoaiThue", kind)
                .leaf("SoTien", amount)
                .leaf("HanNop", payBy == null ? null : Times.bareUtc(payBy))
                .leaf("HoTenChu", owner);
    }
}
