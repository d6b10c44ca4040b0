using System.Collections.Immutable;
using ChiSo.Cli.Terminal;

namespace ChiSo.Cli;

/// <summary>The program <c>chiso</c>: everything from arguments to exit code, so that tests call it as a shell does.</summary>
internal static class ChisoProgram
{
    /// <summary>What the help of the program itself shows.</summary>
    public static ImmutableArray<Example> FirstSteps { get; } =
    [
        new("chiso compute samples/can-tho-2023 --out out/", new("Tính chỉ số một kỳ đánh giá từ tệp, in bảng xếp hạng và ghi kết quả.", "Compute a round from files, print the rankings and write the results.")),
        new("chiso check samples/can-tho-2023", new("Kiểm tra tệp và liệt kê mọi vấn đề cùng vị trí.", "Check the files and list every problem with its place.")),
        new("chiso serve --samples", new("Mở các trang công bố trên trình duyệt, có sẵn dữ liệu mẫu.", "Serve the public pages with the samples loaded.")),
    ];

    public static async Task<int> RunAsync(string[] args, Streams streams, TimeProvider clock, CancellationToken cancel)
    {
        var language = Languages.From(args);
        var shared = new SharedOptions(streams, language);
        var root = Commands.Root(shared, new Help(streams.Out, language));
        var parsed = root.Parse(args.Length == 0 ? ["--help"] : args);
        if (parsed.Errors.Count > 0 && parsed.Action is not Help)
            return shared.ScreenOf(parsed).Problems(UsageErrors.Of(parsed), ExitCode.Usage);
        try
        {
            return await parsed.InvokeAsync(
                new() { Output = streams.Out, Error = streams.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(30) }, cancel);
        }
        catch (Exception exception)
        {
            var (problem, code) = Faults.Explain(exception, clock);
            return shared.ScreenOf(parsed).Problem(problem, code);
        }
    }
}
