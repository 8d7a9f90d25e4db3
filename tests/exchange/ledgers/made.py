# ruff: noqa: E501 - a row of a ledger is read across
"""Ledgers as offices really write them, each with another mess, as a reader hands them over; all names are invented."""

from datetime import datetime, time

from hkdesk.exchange.ledgers.sheets import Merged, RawBook, RawSheet

N = None
# Codes that bear their check characters.
USCC, OTHER_USCC = "91431281MA4L30TN23", "91431271MA4PQW7Y9A"


def book(sheet: RawSheet, *more: RawSheet) -> RawBook:
    """A workbook of sheets."""
    return RawBook((sheet, *more), "xlsx")


def down(column: int, first: int, last: int) -> Merged:
    """Cells of one column that are one."""
    return Merged(first, column, last, column)


def across(row: int, first: int, last: int) -> Merged:
    """Cells of one row that are one."""
    return Merged(row, first, row, last)


def day(year: int, month: int, on: int) -> datetime:
    """A day as a workbook has it."""
    return datetime(year, month, on)  # noqa: DTZ001 - a spreadsheet's days have no zone


def projects_with_title() -> RawSheet:
    """Title and unit above, line breaks in headings, 亿元 and 万元 side by side, a sum with a gap in it, notes below."""
    return RawSheet(
        "重点项目",
        [
            ["洪江市高新区2026年重点项目台账"],
            [*[N] * 9, "单位：万元"],
            [
                *(
                    "序号",
                    "项目名称",
                    "项目代码",
                    "建设单位\n（全称）",
                    "建设\n性质",
                    "总投资\n（亿元）",
                    "年度计划\n投资",
                ),
                *("签约时间", "开工时间\n（实际）", "目前\n阶段", "包保领导", "用地面积（亩）", "备注"),
            ],
            [
                *(1.0, "年产3万吨树脂项目（一期）", "2401-431281-04-01-123456", "云溪新材料\n有限公司", "新建", 11.8),
                *(5000.0, day(2025, 6, 18), "2026.3.5", "在建", "张建国", 120.0, N),
            ],
            [
                *(
                    2.0,
                    "标准厂房二期建设项目",
                    " 2402－431281－04－01－654321 ",
                    "禾川电子科技有限公司",
                    "改扩建",
                    "１．２",
                ),
                *("3，000", 46023.0, "2026年3月", "已签约", "李敏\n（副区长）", "50亩", "/"),
            ],
            [
                3.0,
                "仓储物流项目",
                N,
                "青岭物流有限公司",
                "续建",
                "约2亿",
                800.0,
                time(0, 0),
                N,
                "前期工作",
                N,
                N,
                "待供地",
            ],
            [],
            ["合  计", N, N, N, N, 13.0, 8800.0],
            ["注：1.总投资以备案为准；2.续建项目另附。"],
            ["填表人：", "王芳", N, N, "审核人：", "刘洋"],
        ],
        merged=(across(0, 0, 12), across(8, 0, 12)),
    )


def projects_saved_as_text() -> RawSheet:
    """All text, as a csv has it: separators, a header that comes again, parts with sums of their own, blank columns."""
    header = [
        "项目名称",
        "",
        "项目业主",
        "计划总投资",
        "计划开工时间",
        "计划竣工投产时间",
        "项目级别",
        "年产能",
        "项目状态",
        "联系人",
        "联系电话",
    ]
    return RawSheet(
        "Sheet1",
        [
            ["", "2026年招商项目清单（单位：亿元）"],
            header,
            ["一、储备项目"],
            [
                "竹木家具项目",
                "",
                "竹溪家居有限公司",
                "0.5",
                "2026/9/1",
                "2027年12月底",
                "储备",
                "15万套/年",
                "签约",
                "张三",
                "13812345678.0",
            ],
            [
                "锂电回收项目",
                "",
                "临湖新能源有限公司",
                "12000万元",
                "20260901",
                "2027年12月",
                "市重大",
                "3000吨",
                "在建",
                "李四",
                "1.3912345678E+10",
            ],
            ["小计", "", "", "1.7"],
            header,
            [
                "饮料罐装项目",
                "",
                "枫林食品有限公司",
                "1亿2000万元",
                "2026-13-01",
                "",
                "省重点",
                "5000万罐、2万箱",
                "洽谈",
                "王五",
                "1.38E+10",
            ],
            ["小计", "", "", "1.2"],
            ["总计", "", "", "2.9"],
        ],
    )


def dispatch_in_two_rows() -> RawSheet:
    """Two rows of headings, merged; numbered parts with their sums, the sum of all first, progress as a share."""
    merged = [down(c, 2, 3) for c in (0, 1, 2, 3, 4, 5, 10, 11, 12)]
    return RawSheet(
        "3月",
        [
            ["2026年重点项目建设进展情况调度表"],
            [*[N] * 11, "单位：万元"],
            [
                *(
                    "序号",
                    "项目名称",
                    "建设单位\n(业主)",
                    "建设性质",
                    "总投资\n（亿元）",
                    "2026年计划投资",
                    "1-3月累计完成投资",
                ),
                *(N, N, N, "形象进度", "责任单位", "包保\n领导"),
            ],
            [*[N] * 6, "合计", "建安", "设备", "土地"],
            ["合计", N, N, N, 15.3, 10000.0, 3500.0, 1000.0, 1500.0, 1000.0],
            ["一", "新建项目", N, N, 12.3, 8000.0, 3000.0, 1000.0, 1500.0, 500.0],
            [
                1.0,
                "年产3万吨树脂项目",
                "云溪新材料\n有限公司",
                "新建",
                11.8,
                5000.0,
                1800.0,
                800.0,
                800.0,
                200.0,
                "主体施工",
                "发改局",
                "张建国",
            ],
            [
                2.0,
                "标准厂房二期",
                "禾川电子科技有限公司",
                "扩建",
                0.5,
                "3,000",
                1200.0,
                200.0,
                700.0,
                300.0,
                0.35,
                "建设局\n住建局",
                "李敏",
            ],
            ["二", "续建项目"],
            [
                3.0,
                "回收技改项目",
                "临湖新能源有限公司",
                "技改",
                3.0,
                2000.0,
                "近500",
                N,
                N,
                500.0,
                "设备安装",
                "工信局",
                "王磊",
            ],
            ["注：形象进度截至3月底。"],
            ["填表人：张三", N, N, "审核人：李四", N, N, N, N, N, N, "填报日期：2026年4月2日"],
        ],
        merged=(across(0, 0, 12), across(2, 6, 9), *merged, across(10, 0, 12)),
    )


def dispatch_without_merges() -> RawSheet:
    """Two rows of headings without merged cells, columns that are counted, hidden rows, a sum that does not say so."""
    return RawSheet(
        "Sheet1",
        [
            [
                "序号",
                "项目",
                "赋码",
                "年度目标",
                "本月完成情况",
                "",
                "",
                "今年累计完成",
                "",
                "工程进度",
                "存在的问题",
                "下步工作",
                "时间节点",
            ],
            ["", "", "", "", "建安", "设备", "土地", "金额", "占年度计划", "", "", "", ""],
            ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13"],
            [
                1,
                "年产3万吨树脂项目",
                "2401-431281-04-01-123456",
                5000,
                100.5,
                200.30000000000001,
                "",
                1800,
                0.36,
                0.4,
                "无",
                "加快主体施工",
                "6月30日",
            ],
            [2, "标准厂房二期", N, 3000, 33.333333333333336, N, N, 1200, 0.4, 1, "施工许可未办结", N, "2026年6月"],
            [3, "回收技改项目", N, 2000, -5, N, N, 500, 0.25, 0.255, N, N, N],
            [N, N, N, 10000, 133.83, 200.3, N, 3500, 0.35],
            [4],
            [5],
            [6, N, N, 0, 0, 0, 0, 0, 0],
        ],
        hidden_rows=frozenset({4}),
    )


def appeals_with_contacts() -> RawSheet:
    """Person and phone in one cell, days without a year, a table of words that are no codes, lines numbered ahead."""
    return RawSheet(
        "Sheet1",
        [
            ["2026年企业诉求问题台账"],
            ["序号", "企业名称", "联系人及联系电话", "问题类型", "困难和问题", "登记时间", "责任部门", "配合单位", "办理时限", "办理结果", "是否解决", "企业满意度"],
            [1, "立点科技", "张三 13812345678", "用工难", "缺普工30人，最迟下月到岗，请园区组织招聘会并与职校签订订单培养协议。", "3月5日", "人社局", "园区\n职校", "3月20日", "已对接", "是", "满意"],
            [2, "双阳高科", "李四（0745-7621234）", "融资问题", "流动资金紧张", 46086.0, "金融办", N, "2026年4月", "办理中", "未解决", "一般"],
            [3, "金益环保", "王五", "环保", "危废转运排期长", "2026-03-08 00:00:00", "环保局", "—", "待定", N, "部分解决", N],
            [4], [5], ["合计", "3家"],
        ],
    )  # fmt: skip


def appeals_merged_down() -> RawSheet:
    """An enterprise over several appeals, an example to fill in by, a masked phone, days counted from 1904, states."""
    return RawSheet(
        "问题清单",
        [
            ["编号", "反映企业", "联系方式", "来源", "诉求类别", "诉求标题", "诉求内容", "收到日期", "牵头单位", "是否办结", "办结时间", "协调贷款（万元）"],
            ["例", "××公司", "138××××", "走访", "融资", "示例", "填写示例", "2026-01-01"],
            ["HJS-2026-A0001", "恒光科技", "138****5678", "12345热线", "用电", "供电增容", "二期需增容", 44624.0, "供电公司", "是", 44640.0, N],
            ["HJS-2026-A0002", N, N, "领导走访", "贷款", "设备贷款展期", "贷款将到期\r\n望协调_x000D_\n", 44625.0, "金融办", "正在办理", N, "1,200.50"],
            [4.312812026e17, "久日新材", 13812345678.0, "邮件", "算力", "算力不足", "=1+1", 44626.0, "数据局", "督办", N, "300-500"],
            ["说明：以上问题由企业服务中心汇总。"],
        ],
        merged=(down(1, 2, 3), down(2, 2, 3), across(5, 0, 11)),
        is_1904=True,
    )  # fmt: skip


def enterprises_with_codes() -> RawSheet:
    """Codes with an O for a 0, codes that have become numbers, phones as numbers, ticks, the parks as bands."""
    return RawSheet(
        "企业名录",
        [
            ["规上企业名单"],
            ["序号", "*企业名称", "统一社会信用代码\n（18位）", "法定代表人", "联系人", "手机", "是否规上", "入园时间", "主营业务", "厂房面积"],
            ["洪江市高新区"],
            [1.0, "云溪新材料有限公司", USCC, "张建国", "李敏", 13812345678.0, "√", "2019.6", "功能树脂", 3000.0],
            [2.0, "禾川电子科技有限公司", USCC.replace("0", "O"), "王磊", "刘洋", "138 1234 5678", "×", day(2020, 5, 6), "电子元件\n封装测试", N],
            ["洪江区高新区"],
            [3.0, "青岭物流有限公司", 9.14312711234568e17, "赵刚", N, "1381234567", "规下", 2021.0, "仓储", N],
            [4.0, "青岭物流二分公司", "431281000012345", "赵刚", "＊", "139****0000", "不清楚", 43983, "仓储", N],
        ],
        merged=(across(0, 0, 9), across(2, 0, 9), across(5, 0, 9)),
    )  # fmt: skip


def enterprises_half_headed() -> RawSheet:
    """Columns without a heading that only their values tell, full-width characters, more columns than are known."""
    return RawSheet(
        "Sheet2",
        [
            ["洪江区高新区企业基本情况", N, N, N, N, N],
            ["企业名称", N, "地 址", N, "注册资本（万元）", "所属行业"],
            ["松坪化工有限公司", OTHER_USCC, "洪江区Ａ栋３号", "13912345678", 500, "化工"],
            ["南浦纸业有限公司", USCC, "洪江区化工路\u3000１号", "0745-7621234", "1，000", "造纸"],
            ["雁峰乐器有限公司", N, "", "13712345678", N, "乐器"],
        ],
    )


def qualifications_by_title() -> RawSheet:
    """A list whose title says what all in it have been recognised as; certificates until when, years alone."""
    return RawSheet(
        "2024",
        [
            ["附件1"],
            ["洪江区2024年高新技术企业名单"],
            ["序号", "企业名称", "证书编号", "发证日期", "有效期至", "级别"],
            ["1", "双阳高科", "GR202443001234", "2024年12月16日", "2027.12.15", "国家级"],
            ["2", "桐诚新材", "GR202443001235", "2024", "2027年", "国家级"],
            ["共2家"],
        ],
    )


def qualifications_in_two_rows() -> RawSheet:
    """An enterprise with several recognitions, merged downwards; two rows of headings."""
    return RawSheet(
        "荣誉",
        [
            ["企业资质荣誉台账"],
            ["序号", "企业", "荣誉情况", N, N, N],
            [N, N, "荣誉名称", "层级", "获评时间", "到期时间"],
            [1, "恒光科技", "绿色工厂", "国家级", "2022-03-01", "/"],
            [N, N, "专精特新中小企业", "省级", 44927, 46022],
            [2, "久日新材", "科技型中小企业", N, "二〇二四年十月八日", N],
        ],
        merged=(across(1, 2, 5), down(0, 1, 2), down(1, 1, 2), down(0, 3, 4), down(1, 3, 4)),
    )


def visits_of_a_month() -> RawSheet:
    """Days without a year under a title of a month, several officers in a cell, texts of several lines, no numbers."""
    return RawSheet(
        "走访",
        [
            ["企业走访记录表（2026年3月）"],
            [],
            ["走访时间", "走访企业", "走访人员", "走访事由", "企业反映情况", "下一步措施", "下次走访时间"],
            ["3月5日", "立点科技", "张伟", "用工摸底", "缺工30人\n订单充足", "组织招聘会", "4月1日"],
            ["3.12", "金鸿固废", "李敏", "安全检查", N, N, "2月30日"],
            [N, "久日新材", "李敏", "回访", "无", N, N],
        ],
    )


def visits_without_header() -> RawSheet:
    """A block as it is pasted: no header at all."""
    return RawSheet(
        "粘贴",
        [
            ["2026/3/5", "云溪新材料有限公司", "企业反映二期用地指标紧张，希望园区协调。"],
            ["2026/3/6", "禾川电子科技有限公司", "生产正常，订单充足，暂无需要协调的事项。"],
        ],
    )


MADE = {
    "Project": (projects_with_title, projects_saved_as_text),
    "Dispatch": (dispatch_in_two_rows, dispatch_without_merges),
    "ServiceRequest": (appeals_with_contacts, appeals_merged_down),
    "Enterprise": (enterprises_with_codes, enterprises_half_headed),
    "Qualification": (qualifications_by_title, qualifications_in_two_rows),
    "Visit": (visits_of_a_month, visits_without_header),
}
