package vn.lienthong.hub.camel.files;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.Violation;

/**
 * A sheet of an Excel workbook (.xlsx). One row names the columns. Values are text: numbers without exponent, dates as ISO
 * ({@code 2023-08-10}, or with the time), formulas by the value that Excel kept. A cell with an error breaks its row.
 *
 * @param sheet name of the sheet; empty = the first
 * @param header row that names the columns, from 1
 * @param needed columns without which the file is not read
 */
public record ExcelFile(String sheet, int header, List<String> needed) implements FileFormat {
    private static final Pattern DATE = Pattern.compile(".*[dyhs].*");
    private static final ReadingOptions WITH_FORMATS = new ReadingOptions(true, false);

    @Override
    public List<FileRecord> records(byte[] file) {
        try (ReadableWorkbook book = new ReadableWorkbook(new ByteArrayInputStream(file), WITH_FORMATS)) {
            Sheet found = (sheet.isEmpty() ? Optional.of(book.getFirstSheet()) : book.findSheet(sheet))
                    .orElseThrow(() -> new UnreadableFile(
                            "HUB-MAP-020", "workbook", "a sheet \"" + sheet + "\"", "none of that name"));
            try (Stream<Row> rows = found.openStream()) {
                return read(rows.iterator());
            }
        } catch (IOException | ExcelReaderException broken) {
            throw new UnreadableFile(
                    "HUB-MAP-020",
                    "file",
                    "a whole .xlsx workbook",
                    broken.getClass().getSimpleName());
        }
    }

    private List<FileRecord> read(Iterator<Row> rows) {
        @Nullable Map<Integer, String> columns = null;
        List<FileRecord> records = new ArrayList<>();
        while (rows.hasNext()) {
            Row row = rows.next();
            if (row.getRowNum() == header) {
                columns = columns(row);
            } else if (columns != null && row.getRowNum() > header) {
                FileRecord record = record(row, columns);
                if (record.fault() != null || !record.tree().isEmpty()) {
                    records.add(record);
                }
            }
        }
        if (columns == null) {
            throw new UnreadableFile("HUB-MAP-020", "row " + header, "a header row", "nothing");
        }
        return records;
    }

    private Map<Integer, String> columns(Row row) {
        Map<Integer, String> columns = new LinkedHashMap<>();
        for (Cell cell : row) {
            String name = cell == null ? "" : text(cell).strip();
            if (!name.isEmpty() && columns.containsValue(name)) {
                throw new UnreadableFile(
                        "HUB-MAP-020", "row " + header, "each column name once", "a name that stands twice");
            }
            if (cell != null && !name.isEmpty()) {
                columns.put(cell.getColumnIndex(), name);
            }
        }
        List<String> missing =
                needed.stream().filter(name -> !columns.containsValue(name)).toList();
        if (!missing.isEmpty()) {
            throw new UnreadableFile(
                    "HUB-MAP-020", "row " + header, "a header with the columns " + needed, "no " + missing);
        }
        return columns;
    }

    private static FileRecord record(Row row, Map<Integer, String> columns) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        for (Cell cell : row) {
            @Nullable String column = cell == null ? null : columns.get(cell.getColumnIndex());
            if (cell == null || column == null) {
                continue;
            }
            if (cell.getType() == CellType.ERROR) {
                return FileRecord.broken(
                        row.getRowNum(),
                        Violation.malformed("HUB-MAP-023", "/" + column, "a value", "an error of Excel"),
                        column.getBytes(StandardCharsets.UTF_8));
            }
            String text = Normalizer.normalize(text(cell), Normalizer.Form.NFC).strip();
            if (!text.isEmpty()) {
                tree.put(column, text);
            }
        }
        return FileRecord.good(row.getRowNum(), tree);
    }

    private static String text(Cell cell) {
        if (cell.getType() == CellType.NUMBER || cell.getType() == CellType.FORMULA) {
            return number(cell);
        }
        return cell.getText() == null ? "" : cell.getText();
    }

    private static String number(Cell cell) {
        String raw = cell.getRawValue() == null ? "" : cell.getRawValue();
        BigDecimal number;
        try {
            number = new BigDecimal(raw);
        } catch (NumberFormatException text) {
            return raw;
        }
        if (isDate(cell.getDataFormatString())) {
            LocalDateTime time = moment(number);
            return time.toLocalTime().equals(LocalTime.MIDNIGHT)
                    ? time.toLocalDate().toString()
                    : DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time);
        }
        // Excel keeps 15 digits; what is behind them is noise of its arithmetic
        BigDecimal clean = number.round(new java.math.MathContext(15));
        return clean.signum() == 0 ? "0" : clean.stripTrailingZeros().toPlainString();
    }

    private static boolean isDate(@Nullable String format) {
        if (format == null) {
            return false;
        }
        String bare = format.replaceAll("\\[[^\\]]*]|\"[^\"]*\"|\\\\.", "").toLowerCase(Locale.ROOT);
        return !bare.equals("general") && DATE.matcher(bare).matches();
    }

    /** Days since the end of 1899, to the second. */
    private static LocalDateTime moment(BigDecimal days) {
        long seconds = days.multiply(BigDecimal.valueOf(86_400))
                .setScale(0, java.math.RoundingMode.HALF_UP)
                .longValue();
        return LocalDateTime.of(1899, 12, 30, 0, 0).plusSeconds(seconds);
    }
}
