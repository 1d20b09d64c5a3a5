"""How the house speaks of each kind of personal data."""

from __future__ import annotations

from collections.abc import Mapping

from generator.problem import Text

NAMES: Mapping[str, Text] = {
    "privacy-id": Text("身份证号码", "an ID number"),
    "privacy-id-mistyped": Text("像是写错的身份证号码", "what may be a mistyped ID number"),
    "privacy-mobile": Text("手机号码", "a mobile number"),
    "privacy-bank-card": Text("银行卡号", "a bank card number"),
    "privacy-email": Text("电子邮箱", "an e-mail address"),
    "privacy-wechat": Text("微信号", "a WeChat id"),
    "privacy-qq": Text("QQ 号", "a QQ number"),
    "privacy-plate": Text("车牌号", "a number plate"),
    "privacy-passport": Text("护照或通行证号码", "a passport number"),
    "privacy-address": Text("乡镇以下的详细地址", "an address below the township"),
    "privacy-name": Text("个人姓名", "a person's name"),
}
