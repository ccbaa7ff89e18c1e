package vn.lienthong.journeys;

import com.fasterxml.jackson.databind.JsonNode;

/** A progress line as the portal holds it; {@code at} has 14 digits, {@code by} is NguoiXuLy. */
record Line(String status, String at, String by, String text) {
    static Line of(JsonNode line) {
        return new Line(
                line.path("TrangThai").asText(),
                line.path("ThoiDiemXuLy").asText(),
                line.path("NguoiXuLy").asText(),
                line.path("NoiDungXuLy").asText());
    }
}
