using System.Globalization;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Questionnaires;

/// <summary>An answer as typed, in the one form it is stored in.</summary>
internal static class AnswerReading
{
    /// <summary>The longest text anybody may answer, in letters.</summary>
    public const int MaxLength = 4000;

    /// <summary>Numbers with a point, dates as 2026-12-31, times as 08:30, chosen names parted by a space.</summary>
    /// <param name="typed">Not empty.</param>
    public static Result<string> Read(Question question, string typed, string where)
    {
        if (typed.Length > MaxLength)
            return TooLong(where);

        var text = NfcText.Clean(typed);
        switch (question.Kind)
        {
            case QuestionKind.Whole or QuestionKind.Number or QuestionKind.Range:
                return Number(question, text, where);
            case QuestionKind.Date:
                return VietnameseDates.TryRead(text, out var date) ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : NoDate(where, text);
            case QuestionKind.Time:
                return TimeOnly.TryParseExact(text, ["HH:mm", "H:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time.ToString("HH:mm", CultureInfo.InvariantCulture) : NoTime(where, text);
            case QuestionKind.SelectMultiple:
                return string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct());
            default:
                return text;
        }
    }

    private static Result<string> Number(Question question, string text, string where)
    {
        var reading = VietnameseNumbers.Read(text, DecimalMark.Undeclared, out var value);
        if (reading != NumberReading.Read)
            return NumberProblems.Of(reading, where, text, DecimalMark.Undeclared);
        if (question.Kind == QuestionKind.Whole && !decimal.IsInteger(value))
            return NotWhole(where, value);
        if (question.Range is { } range && (value < range.Start || value > range.End || !decimal.IsInteger((value - range.Start) / range.Step)))
            return OutsideRange(where, range);
        return value.ToString("0.############################", CultureInfo.InvariantCulture);
    }

    private static Problem TooLong(string where) => new("answer.too-long", where,
        new($"Câu trả lời dài hơn {MaxLength} ký tự.", $"The answer is longer than {MaxLength} letters."), new("Viết ngắn hơn.", "Write less."));

    private static Problem NoDate(string where, string text) => new("answer.no-date", where,
        new($"“{text}” không phải là ngày.", $"“{text}” is not a date."), new("Ghi ngày dạng 31/12/2026.", "Write a date such as 31/12/2026."));

    private static Problem NoTime(string where, string text) => new("answer.no-time", where,
        new($"“{text}” không phải là giờ.", $"“{text}” is not a time."), new("Ghi giờ dạng 08:30.", "Write a time such as 08:30."));

    private static Problem NotWhole(string where, decimal value) => new("answer.not-whole", where,
        new($"{VietnameseNumbers.ToText(value)} không phải là số nguyên.", $"{VietnameseNumbers.ToEnglish(value)} is not a whole number."), new("Ghi một số nguyên.", "Write a whole number."));

    private static Problem OutsideRange(string where, NumberRange range) => new("answer.outside-range", where,
        new($"Chỉ nhận số từ {VietnameseNumbers.ToText(range.Start)} đến {VietnameseNumbers.ToText(range.End)}, mỗi bước {VietnameseNumbers.ToText(range.Step)}.",
            $"Only {VietnameseNumbers.ToEnglish(range.Start)} to {VietnameseNumbers.ToEnglish(range.End)} in steps of {VietnameseNumbers.ToEnglish(range.Step)}."),
        new("Chọn một số trong khoảng này.", "Choose a number among them."));
}
