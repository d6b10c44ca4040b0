using System.CommandLine;
using System.Text;
using ChiSo.Cli;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;
using ChiSo.Web.Tests.House;

namespace ChiSo.Web.Tests.Cli;

using Language = ChiSo.Cli.Terminal.Language; // inside the namespace, so that it wins over ChiSo.Web.Language

/// <summary>The reference pages of the command line are what the program prints.</summary>
public sealed class ReferenceTests
{
    [Theory]
    [InlineData("en", "docs/reference/command-line.md")]
    [InlineData("vi", "docs/reference/command-line.vi.md")]
    public void Reference_page_is_the_help_of_every_command(string language, string page) =>
        Snapshot.ShouldMatch(PageIn(language == "en" ? Language.En : Language.Vi), page);

    [Fact]
    public void Every_command_has_examples_that_begin_with_its_own_call()
    {
        foreach (var command in All(RootIn(Language.Vi)).Where(command => command is not RootCommand))
        {
            var guided = command.ShouldBeOfType<GuidedCommand>();
            guided.Examples.ShouldNotBeEmpty(UsageErrors.Path(command));
            guided.Examples.ShouldAllBe(example => example.Line.StartsWith(UsageErrors.Path(command)));
        }
    }

    [Fact]
    public void Every_example_can_be_parsed()
    {
        var root = RootIn(Language.En);
        foreach (var example in All(root).OfType<GuidedCommand>().SelectMany(command => command.Examples).Concat(ChisoProgram.FirstSteps))
            root.Parse(example.Line["chiso ".Length..]).Errors.ShouldBeEmpty(example.Line);
    }

    private static string PageIn(Language language)
    {
        var root = RootIn(language);
        var help = new Help(TextWriter.Null, language);
        var page = new StringBuilder();
        page.Append(new Words(
            "# Dòng lệnh\n\nTrang này do chương trình viết ra: một phép thử so nó với hướng dẫn thật (`chiso LỆNH --help`). [English](command-line.md)\n",
            "# Command line\n\nThis page is written by the program: a test compares it with the real help (`chiso COMMAND --help --lang en`). [Tiếng Việt](command-line.vi.md)\n")
            .In(language));
        foreach (var command in All(root))
            page.Append($"\n## {UsageErrors.Path(command)}\n\n```text\n{help.Of(command)}```\n");
        return page.ToString();
    }

    private static RootCommand RootIn(Language language) =>
        Commands.Root(new SharedOptions(new(TextWriter.Null, TextWriter.Null, 120, OutIsTerminal: false, ErrorIsTerminal: false), language), new Help(TextWriter.Null, language));

    private static IEnumerable<Command> All(Command command) => command.Subcommands.SelectMany(All).Prepend(command);
}
