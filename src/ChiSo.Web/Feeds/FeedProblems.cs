using ChiSo.Engine;

namespace ChiSo.Web.Feeds;

/// <summary>What can be wrong with what a program asks a feed.</summary>
internal static class FeedProblems
{
    private static readonly Words Look = new("Xem các cột trong $metadata.", "Look at the columns in $metadata.");

    public static Problem Unreadable(string where, string why) => new("data-feed.query", where,
        new($"Không đọc được câu hỏi gửi tới nguồn dữ liệu: {why}", $"What was asked of the data feed can't be read: {why}"), Look);

    public static Problem Option(string name) => new("data-feed.option", name,
        new($"Nguồn dữ liệu không nhận {name}.", $"The data feed doesn't take {name}."),
        new("Dùng $filter, $select, $orderby, $top, $skip, $count hoặc $format.", "Use $filter, $select, $orderby, $top, $skip, $count or $format."));

    public static Problem Function(string name) => new("data-feed.function", "$filter",
        new($"Nguồn dữ liệu không biết phép “{name}”.", $"The data feed doesn't know “{name}”."),
        new("Lọc bằng so sánh, and, or, not, in, contains, startswith, endswith; việc khác làm trong Excel hoặc Power BI.", "Filter by comparisons, and, or, not, in, contains, startswith, endswith; do the rest in Excel or Power BI."));

    public static Problem Most(string option, int most) => new("data-feed.too-much", option,
        new($"{option} lớn nhất là {most}.", $"{option} may be {most} at most."), new($"Bỏ {option}: nguồn dữ liệu tự chia trang.", $"Leave {option} out: the data feed pages by itself."));

    public static Problem Unsortable(int rows, int columns) => new("data-feed.sorting", "$orderby",
        new($"Chỉ sắp xếp được tối đa {rows} dòng, theo tối đa {columns} cột.", $"At most {rows} rows are sorted, by {columns} columns."), new("Lọc bớt bằng $filter, hoặc sắp xếp trong Excel, Power BI.", "Filter with $filter, or sort in Excel or Power BI."));

    public static Problem Format() => new("data-feed.format", "Accept",
        new("Nguồn dữ liệu chỉ có dạng JSON; $metadata có dạng XML.", "The data feed is JSON alone; $metadata is XML."), new("Bỏ $format và Accept, hoặc ghi application/json.", "Leave $format and Accept out, or write application/json."));

    public static Problem Nothing(string path) => new("data-feed.path", path,
        new("Nguồn dữ liệu không có gì ở địa chỉ này.", "The data feed has nothing at this address."), new("Bắt đầu từ địa chỉ gốc của nguồn dữ liệu.", "Begin at the root address of the data feed."));
}

/// <summary>Something of a query that has no meaning here.</summary>
internal sealed class FeedQueryException(Problem problem) : Exception(problem.What.En)
{
    public Problem Problem { get; } = problem;
}
