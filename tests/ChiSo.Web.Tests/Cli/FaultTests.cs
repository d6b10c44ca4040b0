using System.Net.Sockets;
using ChiSo.Cli.Terminal;

namespace ChiSo.Web.Tests.Cli;

/// <summary>What goes wrong outside the input is told as something somebody can act on.</summary>
public sealed class FaultTests
{
    public static TheoryData<string, Exception, int> Kinds => new()
    {
        { "cli.interrupted", new OperationCanceledException(), 130 },
        { "cli.disk", new FileNotFoundException("Could not find file", "units.csv"), 3 },
        { "cli.disk", new IOException("No space left on device"), 3 },
        { "cli.disk", new InvalidOperationException("outer", new UnauthorizedAccessException("denied")), 3 },
        { "cli.incomplete", new FileNotFoundException("Could not load file or assembly", "ClosedXML, Version=0.105.0.0, Culture=neutral"), 3 },
        { "cli.incomplete", new TypeInitializationException("X", new DllNotFoundException("e_sqlite3")), 3 },
        { "cli.incomplete", new BadImageFormatException("bad", "ChiSo.Web.dll"), 3 },
        { "cli.network", new SocketException(98), 3 },
        { "cli.database", new Microsoft.Data.Sqlite.SqliteException("malformed", 11), 3 },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_kind_has_its_problem_and_exit_code(string code, Exception exception, int exit)
    {
        var (problem, ended) = Faults.Explain(exception, TimeProvider.System);
        (problem.Code, (int)ended).ShouldBe((code, exit));
        problem.Remedy.Vi.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_fault_of_the_program_leaves_its_details_in_the_file_it_names()
    {
        var (problem, ended) = Faults.Explain(new InvalidOperationException("inner workings"), TimeProvider.System);
        (problem.Code, ended).ShouldBe(("cli.fault", ExitCode.Fault));
        problem.What.En.ShouldNotContain("inner workings");
        var file = problem.Remedy.En.Split(' ').Single(word => word.Contains("chiso-fault-", StringComparison.Ordinal));
        File.ReadAllText(file).ShouldContain("inner workings");
        File.Delete(file);
    }
}
