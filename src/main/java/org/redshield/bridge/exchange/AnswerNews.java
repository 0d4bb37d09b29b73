package org.redshield.bridge.exchange;

/** Is told, in the transaction that hands it over, that a letter came for which an organisation's process waited. */
@FunctionalInterface
public interface AnswerNews {

    void came(Envelope envelope);
}
