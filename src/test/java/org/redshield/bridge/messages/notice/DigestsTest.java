package org.redshield.bridge.messages.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.access.origin.OriginSettings;
import org.redshield.bridge.engine.account.People;
import org.redshield.bridge.messages.stream.News;
import org.redshield.bridge.support.Scenario;
import org.redshield.bridge.work.Crew;
import org.redshield.bridge.work.Signals;
import org.redshield.bridge.work.Work;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.transaction.support.TransactionTemplate;

/** Notices by mail, with a real server: together, once, and although the server is away, slow or will not. */
class DigestsTest extends Scenario {

    private static final Duration INTERVAL = Duration.ofMinutes(15);
    private static final String WHO = "officer310105";
    private static final MailSettings SETTINGS = new MailSettings(
            "bridge@bureau.example", URI.create("https://bridge.example/"), INTERVAL, Duration.ofDays(3));

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Signals signals;

    @Autowired
    private News news;

    @Autowired
    private People people;

    private GreenMail server;
    private JavaMailSenderImpl sender;
    private Notices notices;
    private List<Work> digests;
    private Instant now;

    @BeforeEach
    void start() {
        for (String table : List.of("notice", "notice_mail", "notice_setting")) {
            jdbc.sql("delete from " + table).update();
        }
        now = Instant.parse("2026-11-26T01:00:00Z");
        server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP).dynamicPort());
        server.start();
        sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        sender.setPort(server.getSmtp().getPort());
        Properties times = new Properties();
        List.of("connectiontimeout", "timeout", "writetimeout").forEach(name -> times.put("mail.smtp." + name, "1000"));
        sender.setJavaMailProperties(times);
        NoticeChoices choices = new NoticeChoices(jdbc, people, SETTINGS);
        choices.choose(WHO, new NoticeChoices.Chosen(List.of(), "officer@bureau.example"));
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("sender", sender);
        NoticeMail mail =
                new NoticeMail(SETTINGS, new OriginSettings(null, null), beans.getBeanProvider(JavaMailSender.class));
        notices = new Notices(jdbc, news, signals, SETTINGS, () -> now);
        digests = new Digests(jdbc, transaction, SETTINGS, mail, choices, () -> now).work();
    }

    @AfterEach
    void stop() {
        server.stop();
        jdbc.sql("delete from notice_mail").update();
    }

    private void tell(String what) {
        transaction.executeWithoutResult(status -> notices.tell(
                List.of(WHO),
                new Notices.Told(
                        NoticeKind.DUE_SOON, "310105-2026-000123", Optional.of("abc"), what, Optional.of(now))));
    }

    private void round(Duration later) throws Exception {
        now = now.plus(later);
        digests.get(0).round().run((Crew) null);
    }

    private MimeMessage[] mails() {
        return server.getReceivedMessages();
    }

    @Test
    void whatComesTogetherGoesTogetherAndSaysNothingOfTheCase() throws Exception {
        tell("核查并形成结论");
        round(Duration.ofMinutes(5));
        tell("复核结论");
        round(Duration.ofMinutes(9));
        assertThat(mails()).as("before the interval").isEmpty();
        assertThat(digests.get(0).next().get()).contains(now.plus(Duration.ofMinutes(1)));
        round(Duration.ofMinutes(1));
        assertThat(mails()).hasSize(1);
        MimeMessage mail = mails()[0];
        assertThat(mail.getSubject()).isEqualTo("红盾云桥：2 条提醒");
        assertThat(mail.getRecipients(Message.RecipientType.TO))
                .extracting(Object::toString)
                .containsExactly("officer@bureau.example");
        assertThat((String) mail.getContent())
                .contains("【即将到期】案件 310105-2026-000123：核查并形成结论（期限 2026-11-26 09:00）")
                .contains("复核结论")
                .contains("https://bridge.example/camunda/app/tasklist/default/#/?task=abc")
                .doesNotContain(WHO, "S1000001");

        round(INTERVAL);
        assertThat(mails()).as("nothing new").hasSize(1);
        assertThat(digests.get(0).next().get()).isEmpty();
        tell("三");
        round(Duration.ofMinutes(14));
        assertThat(mails()).hasSize(1);
        round(Duration.ofMinutes(1));
        assertThat(mails()).hasSize(2);
        assertThat(mails()[1].getMessageID()).isNotEqualTo(mail.getMessageID());
    }

    @Test
    void aServerThatIsAwayGetsAllLater() throws Exception {
        int port = server.getSmtp().getPort();
        server.stop();
        tell("一");
        round(INTERVAL);
        tell("二");
        round(Duration.ofMinutes(3));
        server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        round(Duration.ofMinutes(10));
        assertThat(mails()).hasSize(1);
        assertThat((String) mails()[0].getContent()).contains("：一").doesNotContain("：二");
        round(Duration.ofMinutes(14));
        assertThat(mails())
                .as("at most one in the interval, whatever has waited")
                .hasSize(1);
        round(Duration.ofMinutes(1));
        assertThat(mails()).hasSize(2);
        assertThat((String) mails()[1].getContent()).contains("：二").doesNotContain("：一");
    }

    /** One answers nothing at all, one that it will not. */
    @Test
    void aServerThatIsSlowOrRefusesIsTriedAgain() throws Exception {
        int port = sender.getPort();
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            sender.setPort(silent.getLocalPort());
            tell("一");
            round(INTERVAL);
        }
        try (Refusing refusing = new Refusing()) {
            sender.setPort(refusing.port());
            round(Duration.ofMinutes(2));
            assertThat(jdbc.sql("select attempts from notice_mail")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(2);
        }
        sender.setPort(port);
        round(Duration.ofMinutes(3));
        assertThat(mails()).hasSize(1);
    }

    /** The server has taken it, and the node dies before that is on record: the mail that comes again is known by its id. */
    @Test
    void whatComesTwiceBearsTheSameId() throws Exception {
        tell("一");
        jdbc.sql("alter table notice_mail add constraint stop check (sent_at is null)")
                .update();
        try {
            round(INTERVAL);
        } catch (RuntimeException killed) {
            assertThat(killed).hasMessageContaining("stop");
        } finally {
            jdbc.sql("alter table notice_mail drop constraint stop").update();
        }
        assertThat(mails()).hasSize(1);
        jdbc.sql("update notice_mail set lease_until = clock_timestamp() - interval '1 s'")
                .update();
        tell("二");
        round(Duration.ofMinutes(1));
        assertThat(mails()).hasSize(2);
        assertThat(mails()[1].getMessageID()).isEqualTo(mails()[0].getMessageID());
        assertThat(mails()[1].getContent()).isEqualTo(mails()[0].getContent());
        round(INTERVAL);
        assertThat(mails()).hasSize(3);
    }

    @Test
    void whoWantsNoneOrHasNoAddressGetsNone() throws Exception {
        NoticeChoices choices = new NoticeChoices(jdbc, people, SETTINGS);
        choices.choose(
                WHO,
                new NoticeChoices.Chosen(
                        List.of(new NoticeChoices.Choice(NoticeKind.DUE_SOON, "", true, false)),
                        "officer@bureau.example"));
        tell("一");
        round(INTERVAL);
        choices.choose(WHO, new NoticeChoices.Chosen(List.of(), ""));
        tell("二");
        round(INTERVAL);
        assertThat(mails()).isEmpty();
        assertThat(digests.get(0).next().get()).isEmpty();
        assertThat(notices.unread(WHO)).isEqualTo(2);
    }

    /** Says to every mail that it will not now. */
    private static final class Refusing implements AutoCloseable {

        private final ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());

        Refusing() throws IOException {
            Thread answers = new Thread(() -> {
                try (var caller = socket.accept()) {
                    caller.getOutputStream().write("421 4.3.2 not now\r\n".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException over) {
                    // Nobody called.
                }
            });
            answers.setDaemon(true);
            answers.start();
        }

        int port() {
            return socket.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
