package org.redshield.bridge.messages.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.engine.account.People;
import org.springframework.jdbc.core.simple.JdbcClient;

class NoticeChoicesTest {

    private static final String WHO = "officer310105";

    private final People people = mock(People.class);
    private final NoticeChoices choices = new NoticeChoices(
            JdbcClient.create(TestDatabase.with("db/changelog/master.xml")),
            people,
            new MailSettings("bridge@bureau.example", null, Duration.ofMinutes(15), Duration.ofDays(3)));

    @Test
    void whatAPersonEnteredCountsOnlyWhereTheAccountHasNoAddress() {
        assertThat(choices.addressOf(WHO)).isEmpty();
        choices.choose(WHO, new NoticeChoices.Chosen(List.of(), "own@elsewhere.example"));
        assertThat(choices.addressOf(WHO)).contains("own@elsewhere.example");
        when(people.mail(WHO)).thenReturn(Optional.of("officer@bureau.example"));
        assertThat(choices.addressOf(WHO)).contains("officer@bureau.example");
    }
}
