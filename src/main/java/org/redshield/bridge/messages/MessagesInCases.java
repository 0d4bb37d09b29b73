package org.redshield.bridge.messages;

import java.util.Map;
import org.redshield.bridge.cases.CaseEvents.RowsOfCase;
import org.redshield.bridge.cases.CaseFolder;
import org.redshield.bridge.cases.CaseSection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What was written belongs to the file, and leaves the bridge with the case's evidence. */
@Configuration(proxyBeanMethods = false)
class MessagesInCases {

    /** Which of its persons wrote or read it is the organisation's own affair. */
    @Bean
    RowsOfCase exportedMessages() {
        return new RowsOfCase("""
                select x.kind, x.key
                  from case_message m
                  cross join lateral (
                       select 'MESSAGE' as kind, m.id::text as key
                       union all
                       select 'MESSAGE_PERSON', m.id::text where m.sender = :tenant
                       union all
                       select 'MESSAGE_MARK', k.message_id || '/' || k.mark from case_message_mark k
                        where k.message_id = m.id
                       union all
                       select 'MESSAGE_READER', k.message_id || '/' || k.mark from case_message_mark k
                        where k.message_id = m.id and k.by_user is not null and m.receiver = :tenant) x
                 where m.case_no = :caseNo
                   and (m.sender = :tenant or m.receiver = :tenant and exists (
                         select from case_message_mark d where d.message_id = m.id and d.mark = 'DELIVERED'))
                """);
    }

    @Bean
    CaseSection messagesOfCase(CaseMessages messages) {
        return new CaseSection() {
            @Override
            public Map<String, Class<?>> lists() {
                return Map.of("messages", CaseMessage.class);
            }

            @Override
            public void contribute(CaseFolder folder) {
                folder.list("messages", messages.messages(folder.caseNo(), folder.tenant()));
            }
        };
    }
}
