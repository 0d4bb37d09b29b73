package org.redshield.sandbox.admin;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.sandbox.casework.Disposition;
import org.redshield.sandbox.casework.Dispositions;
import org.redshield.sandbox.casework.Ledger;
import org.redshield.sandbox.world.Story;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.HtmlUtils;

/** Two pages for people: what this is, and what a platform makes public about a measure. */
@RestController
@RequiredArgsConstructor
class PageController {

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="zh-CN"><head><meta charset="UTF-8"><title>%1$s</title>
            <style>body{font-family:sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}
            table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:.3rem .6rem;text-align:left}</style>
            </head><body><h1>%1$s</h1>%2$s</body></html>
            """;
    private static final int SHOWN = 13;

    private final ShopList shops;
    private final Dispositions dispositions;
    private final Ledger ledger;

    @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8")
    String home() {
        String rows = shops.entries(null, 0, SHOWN).stream()
                .map(shop -> "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%d</td></tr>"
                        .formatted(
                                shop.id(),
                                escape(shop.title()),
                                shop.platform(),
                                shop.city() + shop.district(),
                                shop.uscc(),
                                shop.stories().stream().map(Story::label).collect(Collectors.joining("、")),
                                shop.orders()))
                .collect(Collectors.joining("\n"));
        return PAGE.formatted("模拟网络交易平台", """
                <p>这是红盾云桥的模拟平台，供开发、测试和演示使用。店铺、人员、订单均为程序生成，与任何真实主体无关。</p>
                <p>接口地址：<code>POST /router/rest</code>、<code>/v1</code>（访问令牌：<code>POST /oauth/token</code>）。
                管理地址：<a href="/admin/shops?size=100">店铺</a>、<a href="/admin/ledger">台账</a>、
                <a href="/admin/faults">故障</a>、<a href="/admin/settings">设置</a>。</p>
                <h2>演示店铺</h2>
                <table><tr><th>店铺编号</th><th>店铺名称</th><th>平台</th><th>城市</th><th>统一社会信用代码</th>
                <th>情形</th><th>近十二个月订单</th></tr>
                %s
                </table>
                <h2>收到的函件附件</h2>
                <table><tr><th>协查编号</th><th>附件</th><th>SHA-256</th><th>核对结果</th></tr>
                %s
                </table>""".formatted(rows, attachments()));
    }

    /** The newest first, as many as a person looks at. */
    private String attachments() {
        List<Ledger.Entry> entries = new ArrayList<>(ledger.entries());
        Collections.reverse(entries);
        return entries.stream()
                .filter(entry -> entry.attachments() != null)
                .flatMap(entry -> entry.attachments().stream()
                        .map(attachment -> "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>"
                                .formatted(
                                        escape(entry.requestNo()),
                                        escape(attachment.name()),
                                        escape(attachment.sha256()),
                                        switch (attachment.state()) {
                                            case "VERIFIED" -> "已取得，校验值一致";
                                            case "MISMATCH" -> "已取得，校验值不一致";
                                            case "UNREACHABLE" -> "未能取得";
                                            case "NO_ADDRESS" -> "未附下载地址";
                                            default -> "正在取得";
                                        })))
                .limit(SHOWN)
                .collect(Collectors.joining("\n"));
    }

    /** The publicity of a measure against a merchant. */
    @GetMapping(path = "/publicity/{id}", produces = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8")
    String publicity(@PathVariable String id) {
        Disposition disposition = dispositions
                .find(id)
                .filter(view -> view.done() && view.disposition().isPublic())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND))
                .disposition();
        return PAGE.formatted(
                "平台处置公示",
                "<p>对象：%s</p><p>措施：%s</p><p>依据：%s</p>"
                        .formatted(
                                escape(disposition
                                        .info()
                                        .path("dispose_content")
                                        .asText()),
                                escape(disposition.measure()),
                                escape(disposition.docName())));
    }

    private static String escape(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
