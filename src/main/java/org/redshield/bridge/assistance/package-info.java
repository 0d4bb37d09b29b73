/**
 * 协查 co-investigation (市场监督管理行政处罚程序规定 art. 45): one bureau asks, another investigates and answers. Neither reads the
 * other's rows, both read the letters.
 *
 * <p>Its rooms, from the ground up: {@code correspondence} is letters, their facts, and the clocks of the reply; on it stand,
 * side by side, {@code request}, the asking bureau, and {@code handling}, the asked one; here is what a case shows of both, and
 * {@code process} leads in from the models.
 */
package org.redshield.bridge.assistance;
