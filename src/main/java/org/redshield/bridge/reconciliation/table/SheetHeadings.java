package org.redshield.bridge.reconciliation.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.redshield.bridge.TextFile;

/** Under which headings the columns of a table may stand: their codes, which are an interface, and what bureaus and platforms call them. */
final class SheetHeadings {

    private static final Map<String, List<String>> CALLED = Map.ofEntries(
            Map.entry("shop_id", List.of("网店ID", "网店编号", "店铺ID", "店铺编号")),
            Map.entry("platform", List.of("平台", "平台名称", "电商平台", "网络交易平台")),
            Map.entry("licence_name_shown", List.of("亮照名称", "公示名称", "主体名称", "市场主体名称", "经营者名称", "企业名称")),
            Map.entry("licence_code_shown", List.of("亮照代码", "公示代码", "亮照统一社会信用代码", "统一社会信用代码")),
            Map.entry("address_shown", List.of("公示地址", "亮照地址", "经营地址", "地址", "住所")),
            Map.entry("person_shown", List.of("公示人员", "联系人", "经营者姓名", "法定代表人", "负责人")),
            Map.entry("phone_shown", List.of("公示电话", "联系电话", "电话", "手机")),
            Map.entry("turnover_year", List.of("年交易额", "年交易额（元）")),
            Map.entry("last_order_on", List.of("最近成交日", "最近成交日期", "最后一笔订单日期")),
            Map.entry("category", List.of("经营类目", "类目", "主营类目")),
            Map.entry("permit_shown", List.of("公示许可", "公示许可证", "许可证")),
            Map.entry("change", List.of("变更类型", "变动类型")),
            Map.entry("uscc", List.of("统一社会信用代码")),
            Map.entry("registration_no", List.of("注册号")),
            Map.entry("name", List.of("名称", "企业名称", "主体名称", "市场主体名称", "字号名称")),
            Map.entry("address", List.of("住所", "地址", "登记住所", "经营场所", "住所（经营场所）", "住所（主要经营场所）")),
            Map.entry("province", List.of("省", "省份")),
            Map.entry("city", List.of("市", "城市", "地市")),
            Map.entry("status", List.of("登记状态", "经营状态", "企业状态", "状态")),
            Map.entry("ended_on", List.of("注销日期", "吊销日期", "注销吊销日期", "注销或者吊销日期")),
            Map.entry("person", List.of("法定代表人", "负责人", "经营者", "法定代表人（负责人）", "法定代表人（负责人、经营者）")),
            Map.entry("phone", List.of("联系电话", "电话", "手机")),
            Map.entry("scope", List.of("经营范围")),
            Map.entry("permits", List.of("行政许可", "许可信息", "许可")),
            Map.entry("abnormal_list", List.of("经营异常名录", "是否列入经营异常名录")),
            Map.entry("serious_list", List.of("严重违法失信名单", "是否列入严重违法失信名单")));

    private final List<String> names;
    /** By heading, as {@link TextFile#heading} has it and as it is written. */
    private final Map<String, String> columns = new HashMap<>();

    /** @param known the codes of a table's columns */
    SheetHeadings(List<String> known) {
        this.names = known.stream()
                .flatMap(column -> Stream.concat(Stream.of(column), CALLED.get(column).stream()))
                .toList();
        for (String column : known) {
            columns.put(column, column);
            for (String name : CALLED.get(column)) {
                columns.put(name, column);
                columns.put(TextFile.heading(name), column);
            }
        }
    }

    /** All of them, as they are written. */
    List<String> names() {
        return names;
    }

    /** {@code 网店ID（shop_id）} */
    static String called(String column) {
        return CALLED.get(column).get(0) + "（" + column + "）";
    }

    /** Which column stands in which place; blank for what is not known, and for what stands there already. */
    List<String> columns(List<String> headings) {
        Set<String> codes = new HashSet<>(headings.stream().map(String::trim).toList());
        Set<String> taken = new HashSet<>();
        List<String> found = new ArrayList<>();
        for (String heading : headings) {
            String column = columns.getOrDefault(TextFile.heading(heading), "");
            boolean isCode = column.equals(heading.trim());
            found.add(!column.isEmpty() && (isCode || !codes.contains(column)) && taken.add(column) ? column : "");
        }
        return found;
    }

    /** The same of an object's names, which are told with every row: as they are written. */
    List<String> columnsOfObject(List<String> written) {
        return written.stream()
                .map(name -> {
                    String column = columns.getOrDefault(name, name);
                    return column.equals(name) || !written.contains(column) ? column : "";
                })
                .toList();
    }
}
