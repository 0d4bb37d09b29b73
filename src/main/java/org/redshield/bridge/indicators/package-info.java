/**
 * 刷单研判: what the records that a bureau received in a case say about brushing (网络交易监督管理办法第十四条, 反不正当竞争法第九条).
 * Every finding is an indication with its rows; what they mean, a person decides.
 */
package org.redshield.bridge.indicators;
