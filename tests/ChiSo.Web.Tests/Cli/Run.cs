using ChiSo.Cli;
using ChiSo.Cli.Terminal;

namespace ChiSo.Web.Tests.Cli;

/// <summary>What one call of <c>chiso</c> printed, and how it ended.</summary>
internal sealed record Run(int Code, string Out, string Error)
{
    /// <summary>Calls the program in this process as a shell does, its output going to text.</summary>
    public static async Task<Run> OfAsync(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var streams = new Streams(output, error, Width: 120, OutIsTerminal: false, ErrorIsTerminal: false);
        var code = await ChisoProgram.RunAsync(args, streams, TimeProvider.System, TestContext.Current.CancellationToken);
        return new(code, output.ToString(), error.ToString());
    }
}
