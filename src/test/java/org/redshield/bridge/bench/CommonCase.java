package org.redshield.bridge.bench;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.redshield.bridge.ChinaTime;

/**
 * What becomes of most cases: a clue comes in with a file of reports, is dispatched, looked into by two officers, looked at by the
 * unit head and decided by the bureau head. How far one comes is said by the last three digits of its number, so that a run that was
 * stopped goes on as it would have.
 */
final class CommonCase {

    /** Bureaus whose reports they are. */
    static final List<String> BUREAUS = List.of("310105", "330110", "321300", "320324");

    /** Of a thousand cases the last ones come no further than this. */
    enum Stays {
        NOT_FILED(660, "不予立案"),
        CLOSED(140, "立案，行政处罚，执行，结案"),
        FILED(60, "立案，在办"),
        VERIFYING(50, "核查中"),
        DISPATCHED(30, "已分派，待指派"),
        WAITING(60, "待分派");

        final int ofThousand;
        final String title;

        Stays(int ofThousand, String title) {
            this.ofThousand = ofThousand;
            this.title = title;
        }

        /** The first of a thousand that stays there, or further back. */
        int from() {
            int before = 0;
            for (Stays one : values()) {
                if (one == this) {
                    break;
                }
                before += one.ofThousand;
            }
            return before;
        }

        static Stays of(String caseNo) {
            int number = Integer.parseInt(caseNo.substring(caseNo.length() - 3));
            Stays last = NOT_FILED;
            for (Stays one : values()) {
                if (one.from() <= number) {
                    last = one;
                }
            }
            return last;
        }
    }

    /**
     * A step of theirs: who submits which form.
     *
     * @param until of a thousand those that come so far
     */
    record Step(String task, String role, int until, Function<String, Map<String, Object>> form) {

        /** The demonstration's person of that role. */
        String user(String bureau) {
            return role.toLowerCase() + bureau;
        }
    }

    private static final List<String> GROUNDS = List.of("MINOR_CORRECTED", "FIRST_MINOR_CORRECTED", "OTHER_LAWFUL");

    /** In the order in which they are due. */
    static final List<Step> STEPS = List.of(
            new Step(
                    "assignVerification",
                    "unitHead",
                    Stays.DISPATCHED.from(),
                    caseNo -> Map.of(
                            "decision", "assign",
                            "leadCertificateNo", bureau(caseNo) + "01001",
                            "secondCertificateNo", bureau(caseNo) + "01002")),
            new Step("verifyClue", "officer", Stays.VERIFYING.from(), CommonCase::proposal),
            new Step("reviewVerification", "unitHead", Stays.VERIFYING.from(), caseNo -> Map.of("decision", "agree")),
            new Step("decideFiling", "bureauHead", Stays.VERIFYING.from(), caseNo -> approved()),
            new Step(
                    "conductCase",
                    "officer",
                    Stays.FILED.from(),
                    caseNo -> Map.of(
                            "decision", "decide",
                            "outcome", "PENALTY",
                            "decisionNo", "市监罚〔" + year(caseNo) + "〕" + number(caseNo) + "号",
                            "reason", "违法事实清楚，证据确实充分，建议依法给予行政处罚")),
            new Step("reviewCaseMatter", "unitHead", Stays.FILED.from(), caseNo -> Map.of("decision", "agree")),
            new Step("decideCaseMatter", "bureauHead", Stays.FILED.from(), caseNo -> approved()),
            new Step(
                    "recordExecution",
                    "officer",
                    Stays.FILED.from(),
                    caseNo -> Map.of(
                            "decision",
                            "executed",
                            "closingGround",
                            "EXECUTED",
                            "executedOn",
                            LocalDate.now(ChinaTime.ZONE).toString())),
            new Step(
                    "proposeClosing",
                    "officer",
                    Stays.FILED.from(),
                    caseNo -> Map.of("decision", "close", "reason", "罚款已经缴清，案卷材料齐全")),
            new Step("approveClosing", "bureauHead", Stays.FILED.from(), caseNo -> approved()));

    private CommonCase() {}

    private static Map<String, Object> approved() {
        return Map.of("decision", "approve", "reason", "同意");
    }

    private static Map<String, Object> proposal(String caseNo) {
        return Stays.of(caseNo) == Stays.NOT_FILED
                ? Map.of(
                        "decision", "notFile",
                        "ground", GROUNDS.get(number(caseNo) % GROUNDS.size()),
                        "reason", "经核查，网店已经改正宣传内容并退款，没有造成危害后果")
                : Map.of(
                        "decision", "file",
                        "filingNo", "市监案〔" + year(caseNo) + "〕" + number(caseNo) + "号",
                        "reason", "经核查，违法事实初步成立，属于本局管辖");
    }

    static String bureau(String caseNo) {
        return caseNo.substring(0, 6);
    }

    private static String year(String caseNo) {
        return caseNo.substring(7, 11);
    }

    private static int number(String caseNo) {
        return Integer.parseInt(caseNo.substring(12));
    }

    private static final List<String> ACTS = List.of(
            "宣传其食品能够降低血糖、治疗失眠",
            "以直播间演示虚构销量和用户评价",
            "标注的材质与检验报告不一致",
            "销售的商品没有中文标签和生产日期",
            "以虚假的原价和折扣诱导购买",
            "未公示营业执照信息",
            "假冒他人注册商标",
            "以专家名义推荐医疗器械");
    private static final List<String> EFFECTS = List.of(
            "收货后发现与页面描述不符，商家拒绝退款",
            "联系客服多次无人答复，平台介入后仍未解决",
            "同一链接下另有多名消费者反映相同问题",
            "已保存页面截图、订单和聊天记录作为证据",
            "使用后出现不适，已经停止使用并就医");
    private static final int SHOPS = 400_000;

    /** A file of reports such as 12315 gives. @param key what none of the files before began its numbers with */
    static String reports(String bureau, String key, int rows) {
        Random random = new Random(key.hashCode());
        LocalDate today = LocalDate.now(ChinaTime.ZONE);
        StringBuilder file = new StringBuilder(rows * 400)
                .append(
                        "externalNo,receivedAt,channel,platform,shopId,shopName,creditCode,subjectName,address,divisionCode,content,"
                                + "reporterName,reporterPhone,reporterIdNo,realName\n");
        for (int row = 1; row <= rows; row++) {
            int shop = random.nextInt(SHOPS);
            file.append("%s-%06d,%s %02d:%02d,,taobao,S%07d,第%d号演示网店,,演示商贸%d有限公司,演示路%d号,%s,%s,演示举报人%d,120%08d,,%s%n"
                    .formatted(
                            key,
                            row,
                            today.minusDays(1 + random.nextInt(3)),
                            random.nextInt(24),
                            random.nextInt(60),
                            5_000_000 + shop,
                            shop,
                            shop / 2,
                            shop % 900 + 1,
                            bureau,
                            content(random, shop),
                            row,
                            random.nextInt(100_000_000),
                            random.nextInt(10) < 7 ? "是" : "否"));
        }
        return file.toString();
    }

    private static String content(Random random, int shop) {
        StringBuilder text = new StringBuilder("消费者反映在第%d号演示网店购买商品（订单尾号%05d，付款%d元），该店%s。"
                .formatted(
                        shop,
                        random.nextInt(100_000),
                        20 + random.nextInt(3_000),
                        ACTS.get(random.nextInt(ACTS.size()))));
        int sentences = 1 + random.nextInt(3);
        for (int n = 0; n < sentences; n++) {
            text.append(EFFECTS.get(random.nextInt(EFFECTS.size()))).append("。");
        }
        return text.append("要求依法查处并告知结果。").toString();
    }
}
