using ChiSo.Engine;

namespace ChiSo.Cli.Terminal;

/// <summary>Parameters that several commands share.</summary>
internal static class Names
{
    public static Words Source { get; } = new("THƯ-MỤC|TỆP", "FOLDER|FILE");

    public static Words SourceMeaning { get; } = new(
        "Kỳ đánh giá dưới dạng thư mục tệp CSV, một sổ Excel .xlsx, sổ .xls cũ, hoặc một tệp .json.",
        "A round as a folder of CSV files, an Excel workbook .xlsx, an old .xls, or one .json file.");

    public static Words RoundOrSource { get; } = new("KỲ|THƯ-MỤC|TỆP", "ROUND|FOLDER|FILE");

    public static Words RoundOrSourceMeaning { get; } = new(
        "Thư mục hoặc tệp của kỳ đánh giá; nếu không có thì là mã kỳ trong cơ sở dữ liệu.",
        "Folder or file of a round; when there is none, the code of a round in the database.");

    public static Words Round { get; } = new("KỲ", "ROUND");

    public static Words RoundInDatabase { get; } = new("Mã kỳ đánh giá trong cơ sở dữ liệu.", "Code of a round in the database.");
}
