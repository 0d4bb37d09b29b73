package org.redshield.bridge.messages.notice;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.access.origin.OriginSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/** A digest as a mail: numbers of cases, kinds, what is to be done, and where. */
@Component
class NoticeMail {

    private static final Logger LOG = LoggerFactory.getLogger(NoticeMail.class);
    private static final int MOST_LINES = 50;

    private final MailSettings settings;
    private final OriginSettings origin;
    private final JavaMailSender server;

    NoticeMail(MailSettings settings, OriginSettings origin, ObjectProvider<JavaMailSender> server) {
        this.settings = settings;
        this.origin = origin;
        this.server = server.getIfAvailable();
        if (!settings.isOn()) {
            LOG.info("No mail is sent: bridge.mail.from is not set");
        } else if (this.server == null) {
            throw MailRequirement.SERVER.refused(null);
        }
    }

    /** @throws org.springframework.mail.MailException when the server does not take it */
    void send(UUID digest, String address, List<Notice> notices) throws MessagingException {
        MimeMessage mail = server.createMimeMessage();
        MimeMessageHelper helper = new MimeMessageHelper(mail, StandardCharsets.UTF_8.name());
        helper.setFrom(settings.from());
        helper.setTo(address);
        helper.setSubject("红盾云桥：" + notices.size() + " 条提醒");
        helper.setText(text(notices));
        mail.setHeader("Message-ID", "<" + digest + "@redshield-bridge>");
        mail.setHeader("Auto-Submitted", "auto-generated");
        server.send(mail);
    }

    private String text(List<Notice> notices) {
        StringBuilder text = new StringBuilder("您有 " + notices.size() + " 条新提醒：\n\n");
        notices.stream().limit(MOST_LINES).forEach(notice -> text.append(line(notice)));
        if (notices.size() > MOST_LINES) {
            text.append("……其余请登录后查看。\n\n");
        }
        return text.append("请登录系统办理。本邮件由系统自动发送，不含案情，请勿回复；在收件箱的“提醒设置”中可以关闭邮件提醒。\n")
                .toString();
    }

    private String line(Notice notice) {
        return "【" + notice.kindTitle() + "】"
                + (notice.caseNo().equals(Notice.NO_CASE) ? "" : "案件 " + notice.caseNo() + "：")
                + notice.what()
                + notice.dueAt()
                        .map(due -> "（期限 " + ChinaTime.moment(due) + "）")
                        .orElse("")
                + "\n"
                + link(notice).map(link -> link + "\n").orElse("") + "\n";
    }

    private Optional<String> link(Notice notice) {
        return Optional.ofNullable(settings.link())
                .map(link -> link.toString().replaceAll("/$", ""))
                .or(origin::base)
                .map(link -> link
                        + notice.page()
                                .orElseGet(() -> "/camunda/app/tasklist/default/"
                                        + notice.taskId()
                                                .map(task -> "#/?task=" + task)
                                                .orElse("")));
    }
}
