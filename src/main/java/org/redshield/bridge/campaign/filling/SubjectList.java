package org.redshield.bridge.campaign.filling;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.TextFile;
import org.redshield.bridge.campaign.PoolSubject;
import org.redshield.bridge.reader.Readers;
import org.redshield.bridge.reader.Table;
import org.redshield.bridge.reader.Unreadable;
import org.redshield.bridge.reader.table.Reading;
import org.redshield.bridge.reader.table.Row;

/**
 * A list of shops as bureaus bring it: with commas, or with tabs as a spreadsheet's cells are pasted. Each line has a platform, a shop's
 * id and, if known, a credit code, a name and the place where it trades; a first line of headings may say in which order.
 */
final class SubjectList {

    static final int MOST = 10_000;

    /** What bureaus and platforms call the columns, as {@link TextFile#heading} has them. */
    private static final List<List<String>> COLUMNS = List.of(
            List.of("平台", "平台代码", "平台名称", "所属平台", "网站", "platform"),
            List.of("网店id", "店铺id", "网店编号", "店铺编号", "网店号", "店铺号", "shopid"),
            List.of("统一社会信用代码", "社会信用代码", "信用代码", "creditcode"),
            List.of("网店名称", "店铺名称", "网店名", "店铺名", "网店", "店铺", "shopname"),
            List.of("实际经营地", "经营地", "实际经营所在地", "place"));

    private SubjectList() {}

    /**
     * @param bureau whose list it is
     * @throws Refusal {@code campaign.list-charset, .list-unreadable, .list-too-long}, and those of {@link Readers#open}
     */
    static List<PoolSubject.Named> read(Readers readers, String bureau, byte[] file) {
        try {
            return readers.all(
                    bureau, Reading.spreadsheetText(), () -> new ByteArrayInputStream(file), SubjectList::read);
        } catch (Unreadable e) {
            throw switch (e.fault()) {
                case CHARSET -> new Refusal("campaign.list-charset", e.value(0));
                case BROKEN -> new Refusal("campaign.list-unreadable", e.value(0));
                default -> e;
            };
        }
    }

    private static List<PoolSubject.Named> read(Table table) {
        List<PoolSubject.Named> subjects = new ArrayList<>();
        Map<Integer, Integer> places = Map.of();
        boolean isFirst = true;
        for (Optional<Row> row = table.next(); row.isPresent(); row = table.next()) {
            List<String> cells = row.get().texts();
            if (isFirst) {
                places = places(cells);
            }
            boolean headings = isFirst && !places.isEmpty();
            isFirst = false;
            if (!headings && !row.get().isBlank()) {
                if (subjects.size() == MOST) {
                    throw new Refusal("campaign.list-too-long", MOST);
                }
                subjects.add(subject(cells, places, row.get().line()));
            }
        }
        return subjects;
    }

    /** Where each column stands; empty where the line is none of headings: it needs the first two. */
    private static Map<Integer, Integer> places(List<String> row) {
        Map<Integer, Integer> places = new HashMap<>();
        for (int place = 0; place < row.size(); place++) {
            String heading = TextFile.heading(row.get(place));
            for (int column = 0; column < COLUMNS.size(); column++) {
                if (COLUMNS.get(column).contains(heading)) {
                    places.putIfAbsent(column, place);
                }
            }
        }
        return places.containsKey(0) && places.containsKey(1) ? places : Map.of();
    }

    /** @param places empty where the columns stand in their usual order, and there are no others */
    private static PoolSubject.Named subject(List<String> row, Map<Integer, Integer> places, int line) {
        String[] cells = new String[COLUMNS.size()];
        for (int column = 0; column < cells.length; column++) {
            int place = places.isEmpty() ? column : places.getOrDefault(column, row.size());
            cells[column] = place < row.size() ? row.get(place).strip() : "";
        }
        if (places.isEmpty() && row.size() > cells.length || cells[0].isEmpty() || cells[1].isEmpty()) {
            throw new Refusal("campaign.list-unreadable", line);
        }
        return new PoolSubject.Named(cells[0], cells[1], cells[2], cells[3], cells[4], line);
    }
}
