using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.CriteriaSets;

/// <summary>What may be wrong with an entry as written.</summary>
internal static class EntryProblems
{
    public static Problem NoTaskNotAllowed(string where) => new("entry.no-task-not-allowed", where,
        new("Tiêu chí này không có câu trả lời \"không phát sinh nhiệm vụ\".", "\"No task arose\" is no answer on this line."),
        new("Nhập số liệu, hoặc khai no_task=max trong bộ tiêu chí.", "Enter the figures, or declare no_task=max in the criteria."));

    public static Problem WrongForm(string where, string text, string example) => new("entry.wrong-form", where,
        new($"Không hiểu \"{text}\" theo cách chấm điểm của tiêu chí này.", $"\"{text}\" is not what this line's rule asks for."),
        new($"Viết theo mẫu {example}.", $"Write it like {example}."));

    public static Problem NoSuchAnswer(string where, string label, ScoringRule.Choice rule) => new("entry.no-such-answer", where,
        new($"Không có mức \"{label}\".", $"There is no answer \"{label}\"."),
        new($"Chọn một trong: {Labels(rule)}.", $"Choose one of: {Labels(rule)}."));

    public static Problem FigureTwice(string where, string letter) => new("entry.figure-twice", where,
        new($"Số liệu {letter} được ghi hai lần.", $"Figure {letter} is given twice."), new("Giữ lại một.", "Keep one of them."));

    public static Problem FigureMissing(string where, string letter) => new("entry.figure-missing", where,
        new($"Thiếu số liệu {letter}.", $"Figure {letter} is missing."), new($"Ghi thêm {letter}=…", $"Add {letter}=…"));

    public static Problem TooManyDecimals(string where, string written) => new("value.too-many-decimals", where,
        new($"Điểm {written} có hơn bốn chữ số thập phân.", $"{written} points have more than four decimals."),
        new("Làm tròn đến nhiều nhất bốn chữ số thập phân.", "Round to four decimals at most."));

    public static Problem AboveMax(string where, Points points, Points max) => new("score.above-max", where,
        new($"Điểm {Vi(points)} vượt điểm tối đa {Vi(max)}.", $"{points} points are above the maximum of {max}."),
        new($"Ghi từ 0 đến {Vi(max)}.", $"Write 0 to {max}."));

    public static Problem BelowZero(string where, Points points) => new("score.below-zero", where,
        new($"Điểm {Vi(points)} nhỏ hơn 0.", $"{points} points are below 0."), new("Ghi từ 0 trở lên.", "Write 0 or more."));

    public static Problem OffStep(string where, Points points, Points step) => new("score.off-step", where,
        new($"Điểm {Vi(points)} không chia hết cho bước điểm {Vi(step)}.", $"{points} points are not a whole number of steps of {step}."),
        new($"Ghi một bội số của {Vi(step)}.", $"Write a multiple of {step}."));

    public static Problem ZeroDenominator(string where) => new("score.zero-denominator", where,
        new("Mẫu số bằng 0 nên không tính được.", "The denominator is 0, so nothing can be computed."),
        new("Sửa số liệu, hoặc ghi no_task nếu không phát sinh nhiệm vụ và tiêu chí cho phép.", "Correct the figures, or write no_task where no task arose and the line allows it."));

    public static Problem OutOfRange(string where) => new("score.out-of-range", where,
        new("Giá trị nằm ngoài khoảng tiêu chí này chấp nhận.", "The value lies outside what this line accepts."),
        new("Kiểm tra lại số liệu.", "Check the figures."));

    private static string Vi(Points points) => VietnameseNumbers.ToText(points.Value);

    private static string Labels(ScoringRule.Choice rule) => string.Join(", ", rule.Options.Select(option => $"\"{option.Label}\""));
}
