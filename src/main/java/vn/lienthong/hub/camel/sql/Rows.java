package vn.lienthong.hub.camel.sql;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ResultSetExtractor;

/**
 * Rows as trees: column names in capitals, integers and decimals exact, {@code timestamp} as ISO text without a zone and
 * untouched by the zone of this process, everything else as text. A null column is left out.
 */
class Rows implements ResultSetExtractor<ArrayNode> {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ISO_LOCAL_DATE_TIME;

    @Override
    public ArrayNode extractData(ResultSet rows) throws SQLException {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        ResultSetMetaData columns = rows.getMetaData();
        while (rows.next()) {
            ObjectNode row = list.addObject();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                put(row, columns.getColumnLabel(i).toUpperCase(Locale.ROOT), columns.getColumnType(i), rows, i);
            }
        }
        return list;
    }

    private static void put(ObjectNode row, String name, int type, ResultSet rows, int i) throws SQLException {
        switch (type) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> {
                long number = rows.getLong(i);
                if (!rows.wasNull()) {
                    row.put(name, number);
                }
            }
            case Types.DECIMAL, Types.NUMERIC, Types.REAL, Types.FLOAT, Types.DOUBLE -> {
                BigDecimal number = rows.getBigDecimal(i);
                if (number != null) {
                    row.put(name, number);
                }
            }
            case Types.BIT, Types.BOOLEAN -> {
                boolean flag = rows.getBoolean(i);
                if (!rows.wasNull()) {
                    row.put(name, flag);
                }
            }
            case Types.TIMESTAMP -> text(row, name, rows.getObject(i, LocalDateTime.class), SECONDS);
            case Types.DATE -> text(row, name, rows.getObject(i, LocalDate.class), DateTimeFormatter.ISO_LOCAL_DATE);
            case Types.TIME -> text(row, name, rows.getObject(i, LocalTime.class), DateTimeFormatter.ISO_LOCAL_TIME);
            default -> {
                String text = rows.getString(i);
                if (text != null) {
                    row.put(name, text);
                }
            }
        }
    }

    private static void text(ObjectNode row, String name, @Nullable TemporalAccessor time, DateTimeFormatter form) {
        if (time != null) {
            row.put(name, form.format(time));
        }
    }
}
