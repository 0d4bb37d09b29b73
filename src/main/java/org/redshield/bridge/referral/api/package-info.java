/** 行刑衔接对外接口: what other cooperations may know of referrals. */
package org.redshield.bridge.referral.api;
