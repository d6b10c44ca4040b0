using ChiSo.Engine;

namespace ChiSo.Application.CriteriaSets;

/// <summary>What may be wrong with a rule as written.</summary>
internal static class RuleProblems
{
    private static readonly Words LikeThis = new("Viết như trong docs/reference/round-files.md, phần Rules.", "Write it as docs/reference/round-files.md shows under Rules.");

    public static Problem UnknownKind(string where, string kind) => new("rule.unknown-kind", where,
        new($"Không có cách chấm điểm \"{kind}\".", $"There is no scoring rule \"{kind}\"."),
        new($"Ghi một trong: {RuleCodes.Kinds}.", $"Write one of: {RuleCodes.Kinds}."));

    public static Problem Missing(string where, string name) => new("rule.missing-parameter", where,
        new($"Cách chấm điểm thiếu \"{name}=\".", $"The rule lacks \"{name}=\"."), LikeThis);

    public static Problem BadPart(string where, string part, string[] known) => new("rule.unknown-parameter", where,
        new($"Không hiểu \"{part}\".", $"\"{part}\" is not understood."),
        new($"Dùng các tham số: {string.Join(", ", known)}.", $"Use these parameters: {string.Join(", ", known)}."));

    public static Problem PartTwice(string where, string name) => new("rule.parameter-twice", where,
        new($"\"{name}=\" có hai lần.", $"\"{name}=\" stands there twice."), new("Giữ lại một.", "Keep one of them."));

    public static Problem NotANumber(string where, string name, string text) => new("rule.not-a-number", where,
        new($"\"{name}={text}\" cần một số với dấu chấm thập phân.", $"\"{name}={text}\" needs a number with a decimal point."),
        new("Ví dụ 0.5.", "For example 0.5."));

    public static Problem UnknownBelow(string where, string written) => new("rule.unknown-below", where,
        new($"Không có cách xử lý \"{written}\" khi thiếu phiếu.", $"There is no way \"{written}\" to treat a unit with too few forms."),
        new($"Ghi một trong: {RuleCodes.Stop}, {RuleCodes.Below.All}.", $"Write one of: {RuleCodes.Stop}, {RuleCodes.Below.All}."));

    public static Problem NeverBelow(string where) => new("rule.never-below", where,
        new("min_forms bằng 0 nên không đơn vị nào thiếu phiếu và \"below\" không bao giờ được dùng.", "With min_forms=0 no unit has too few forms, so \"below\" is never used."),
        new("Ghi số phiếu ít nhất, hoặc bỏ below.", "Write the least number of forms, or leave below out."));

    public static Problem NotPositive(string where, string name) => new("rule.not-positive", where,
        new($"\"{name}\" phải lớn hơn 0.", $"\"{name}\" must be above 0."), new("Ghi một số lớn hơn 0.", "Write a number above 0."));

    public static Problem TooManyDecimals(string where, string part) => new("rule.too-many-decimals", where,
        new($"Điểm trong \"{part}\" có hơn bốn chữ số thập phân.", $"The points in \"{part}\" have more than four decimals."),
        new("Làm tròn đến nhiều nhất bốn chữ số thập phân.", "Round to four decimals at most."));

    public static Problem BadPair(string where, string part) => new("rule.no-points", where,
        new($"\"{part}\" thiếu số điểm sau dấu hai chấm.", $"\"{part}\" lacks its points after a colon."), LikeThis);

    public static Problem BadBound(string where, string part) => new("rule.bad-bound", where,
        new($"Không hiểu điều kiện \"{part}\".", $"The condition \"{part}\" is not understood."), LikeThis);

    public static Problem NoRungs(string where) => new("rule.no-rungs", where,
        new("Khung điểm chưa có mức nào.", "The ladder has no rung."), LikeThis);

    public static Problem AfterElse(string where, string condition) => new("rule.after-else", where,
        new($"\"{condition}\" đứng sau else nên không bao giờ được xét.", $"\"{condition}\" stands after else and is never looked at."),
        new("Đưa else xuống cuối.", "Put else last."));

    public static Problem OptionTwice(string where, string label) => new("rule.option-twice", where,
        new($"Có hai mức cùng tên \"{label}\".", $"Two answers are named \"{label}\"."), new("Đặt tên khác nhau.", "Give them different names."));

    public static Problem TooFewOptions(string where) => new("rule.too-few-options", where,
        new("Cần ít nhất hai mức để chọn.", "At least two answers are needed."), LikeThis);

    public static Problem MinAboveMax(string where) => new("rule.min-above-max", where,
        new("min lớn hơn max.", "min is above max."), new("Đổi lại hai giá trị.", "Swap the two."));

    public static Problem FigureMissing(string where, string letter) => new("rule.figure-missing", where,
        new($"Cách chấm điểm này cần số liệu {letter} nhưng chưa khai.", $"This rule needs the figure {letter}, which is not declared."),
        new($"Khai số liệu {letter} (trong tệp: \"{letter} = …\" ở cột figures_vi).", $"Declare the figure {letter} (in files: \"{letter} = …\" in the column figures_vi)."));
}
