package org.redshield.bridge.messages.notice;

import static org.redshield.bridge.Rows.textIfAny;
import static org.redshield.bridge.Rows.texts;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.engine.account.LostRoles;
import org.redshield.bridge.engine.account.People;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What each person wants to be told of, how, and where mail reaches him. */
@Component
@RequiredArgsConstructor
class NoticeChoices implements LostRoles {

    private static final int LONGEST_ADDRESS = 200;

    private final JdbcClient jdbc;
    private final People people;
    private final MailSettings mail;

    /** @param inbox whether it is shown there; @param mailed whether it comes by mail too */
    record Choice(NoticeKind kind, String title, boolean inbox, boolean mailed) {}

    /**
     * @param address his own, which counts only where the account has none
     * @param ofAccount the one of his account
     * @param mail how mail stands here, as a sentence
     */
    record Choices(
            List<Choice> kinds, Optional<String> address, Optional<String> ofAccount, boolean mailOn, String mail) {}

    /** What a person has changed. */
    record Chosen(List<Choice> kinds, String address) {}

    private record Stored(List<String> silent, List<String> unmailed, Optional<String> address) {

        static final Stored NONE = new Stored(List.of(), List.of(), Optional.empty());
    }

    Choices of(String user) {
        Stored stored = stored(user);
        return new Choices(
                Stream.of(NoticeKind.values())
                        .filter(NoticeKind::isOptional)
                        .map(kind -> new Choice(
                                kind,
                                kind.title(),
                                !stored.silent().contains(kind.name()),
                                !stored.unmailed().contains(kind.name())))
                        .toList(),
                stored.address(),
                people.mail(user),
                mail.isOn(),
                mail.isOn()
                        ? "邮件最多每 " + Math.max(1, mail.interval().toMinutes()) + " 分钟一封，只写案件编号和要办的事，不写案情。"
                        : "本系统没有配置邮件服务器，提醒只在这里显示，不发邮件。");
    }

    private Stored stored(String user) {
        return jdbc.sql("select silent, unmailed, address from notice_setting where user_id = ?")
                .param(user)
                .query((row, number) ->
                        new Stored(texts(row, "silent"), texts(row, "unmailed"), textIfAny(row, "address")))
                .optional()
                .orElse(Stored.NONE);
    }

    /** @throws Refusal {@code messages.address-invalid} */
    void choose(String user, Chosen chosen) {
        jdbc.sql("""
                        insert into notice_setting (user_id, silent, unmailed, address) values (?, ?, ?, ?)
                        on conflict (user_id) do update
                           set silent = excluded.silent, unmailed = excluded.unmailed, address = excluded.address
                        """)
                .params(
                        user,
                        without(chosen.kinds(), Choice::inbox),
                        without(chosen.kinds(), Choice::mailed),
                        address(chosen.address()).orElse(null))
                .update();
    }

    private static String[] without(List<Choice> kinds, Predicate<Choice> wanted) {
        return new ArrayList<>(kinds)
                .stream()
                        .filter(wanted.negate())
                        .map(choice -> choice.kind().name())
                        .distinct()
                        .toArray(String[]::new);
    }

    private static Optional<String> address(String given) {
        String address = given == null ? "" : given.strip();
        if (address.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (address.length() > LONGEST_ADDRESS || !address.matches("[\\x21-\\x7e]+@[A-Za-z0-9.-]+")) {
                throw new Refusal("messages.address-invalid");
            }
            new InternetAddress(address, true);
            return Optional.of(address);
        } catch (AddressException e) {
            throw new Refusal("messages.address-invalid");
        }
    }

    /** The account's address, or else his own. */
    Optional<String> addressOf(String user) {
        return people.mail(user).or(() -> stored(user).address());
    }

    /** Another person may get the same id. */
    @Override
    @Transactional
    public void account(String userId) {
        for (String table : List.of("notice", "notice_setting", "notice_mail")) {
            jdbc.sql("delete from " + table + " where user_id = ?")
                    .param(userId)
                    .update();
        }
    }
}
