using System.Collections.Immutable;
using ChiSo.Engine;

namespace ChiSo.Cli.Terminal;

/// <summary>What the program tells the shell when it ends. Documented in <c>docs/reference/command-line.md</c>; scripts rely on the numbers.</summary>
internal enum ExitCode
{
    Ok = 0,

    /// <summary>The input has problems; all of them were listed, nothing was changed.</summary>
    Problems = 1,

    /// <summary>The command line itself can't be understood.</summary>
    Usage = 2,

    /// <summary>The database, the disk or the network does not play along.</summary>
    Environment = 3,

    /// <summary>A file, round, unit or criterion that was named does not exist.</summary>
    NotFound = 4,

    /// <summary>A fault of the program itself.</summary>
    Fault = 5,

    /// <summary>Stopped from outside (Ctrl+C), as shells count it: 128 + 2.</summary>
    Interrupted = 130,
}

/// <summary>The exit codes put into words, for help and the reference.</summary>
internal static class ExitCodes
{
    public static ImmutableArray<(ExitCode Code, Words Meaning)> All { get; } =
    [
        (ExitCode.Ok, new("Xong, không có vấn đề nào.", "Done, no problem found.")),
        (ExitCode.Problems, new("Dữ liệu vào có vấn đề; mọi vấn đề đã được liệt kê, không có gì bị thay đổi.", "The input has problems; all of them were listed and nothing was changed.")),
        (ExitCode.Usage, new("Câu lệnh không đúng: thiếu hoặc thừa tham số.", "The command line can't be understood: something is missing or unknown.")),
        (ExitCode.Environment, new("Không dùng được cơ sở dữ liệu, ổ đĩa hoặc cổng mạng.", "The database, the disk or the network port can't be used.")),
        (ExitCode.NotFound, new("Không tìm thấy tệp, kỳ đánh giá, đơn vị hoặc tiêu chí được nêu.", "The file, round, unit or criterion that was named does not exist.")),
        (ExitCode.Fault, new("Lỗi của chính chương trình; chi tiết nằm trong tệp được nêu tên.", "A fault of the program itself; its details are in the file that the message names.")),
        (ExitCode.Interrupted, new("Bị dừng giữa chừng (Ctrl+C).", "Stopped from outside (Ctrl+C).")),
    ];
}
