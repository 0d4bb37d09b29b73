/**
 * 协查 co-investigation (市场监督管理行政处罚程序规定 art. 45): one bureau asks, another investigates and answers. The requesting
 * side keeps {@link org.redshield.bridge.assistance.AssistanceRequest}s, the requested side {@link
 * org.redshield.bridge.assistance.AssistanceHandling}s; neither reads the other's rows, both read the letters.
 */
package org.redshield.bridge.assistance;
