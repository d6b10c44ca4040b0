using ChiSo.Engine;

namespace ChiSo.Application.Vietnamese;

/// <summary>Puts a number that could not be read into words.</summary>
public static class NumberProblems
{
    /// <summary>The problem for every reading but <see cref="NumberReading.Read"/>.</summary>
    /// <param name="where">The cell or field.</param>
    /// <param name="text">What was written there.</param>
    public static Problem Of(NumberReading reading, string where, string text, DecimalMark mark) => reading switch
    {
        NumberReading.Empty => new("number.missing", where,
            new("Ô này còn trống, cần một số.", "This cell is empty; a number is needed."),
            new("Nhập một số.", "Enter a number.")),
        NumberReading.NotANumber => new("number.not-a-number", where,
            new($"\"{text}\" không phải là số.", $"\"{text}\" is not a number."),
            Example(mark)),
        NumberReading.Ambiguous => new("number.ambiguous", where,
            new($"\"{text}\" có thể đọc theo hai cách: dấu phân cách hàng nghìn hoặc dấu thập phân.", $"\"{text}\" can be read in two ways: thousands or decimals."),
            Example(mark)),
        NumberReading.GroupSeparator => new("number.group-separator", where,
            new($"\"{text}\" có dấu phân cách hàng nghìn.", $"\"{text}\" parts its thousands."),
            new("Viết liền các chữ số, ví dụ 1250000.", "Write the digits together, for example 1250000.")),
        NumberReading.OtherMark => new("number.other-mark", where,
            new($"\"{text}\" không dùng dấu thập phân đã khai báo ({Name(mark).Vi}).", $"\"{text}\" does not use the declared decimal mark ({Name(mark).En})."),
            Example(mark)),
        NumberReading.TooLarge => new("number.too-large", where,
            new($"\"{text}\" có quá nhiều chữ số.", $"\"{text}\" has too many digits."),
            new("Viết số có không quá 28 chữ số.", "Write a number of at most 28 digits.")),
        _ => throw new ArgumentOutOfRangeException(nameof(reading), reading, "A number that was read is no problem."),
    };

    private static Words Name(DecimalMark mark) => mark == DecimalMark.Point ? new("dấu chấm", "a point") : new("dấu phẩy", "a comma");

    private static Words Example(DecimalMark mark) => mark switch
    {
        DecimalMark.Point => new("Nhập số với dấu chấm thập phân, ví dụ 92.83.", "Enter a number with a decimal point, for example 92.83."),
        DecimalMark.Comma => new("Nhập số với dấu phẩy thập phân, ví dụ 92,83.", "Enter a number with a decimal comma, for example 92,83."),
        _ => new("Nhập số không có dấu phân cách hàng nghìn, ví dụ 92,83, hoặc khai báo dấu thập phân.", "Enter a number without thousands marks, for example 92.83, or declare the decimal mark."),
    };
}
