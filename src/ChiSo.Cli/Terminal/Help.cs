using System.CommandLine;
using System.CommandLine.Invocation;
using System.Text;
using ChiSo.Engine;

namespace ChiSo.Cli.Terminal;

/// <summary>Help as we print it: what it does, how it is called, its parts, examples, exit codes; in the language of the call.</summary>
internal sealed class Help(TextWriter output, Language language) : SynchronousCommandLineAction
{
    private const int Indent = 2;
    private const int Width = 100;

    public override int Invoke(ParseResult parseResult)
    {
        output.Write(Of(parseResult.CommandResult.Command));
        return (int)ExitCode.Ok;
    }

    /// <summary>The whole help text of a command, lines ended by a line feed.</summary>
    public string Of(Command command)
    {
        var page = new StringBuilder();
        page.Append(command.Description).Append('\n');
        Heading(page, new("Cách gọi", "Usage"));
        page.Append(' ', Indent).Append(Usage(command)).Append('\n');
        Rows(page, new("Tham số", "Arguments"), [.. command.Arguments.Select(argument => (argument.Name, argument.Description ?? ""))]);
        Rows(page, new("Lệnh", "Commands"), [.. command.Subcommands.Select(sub => (Call(sub, root: command), sub.Description ?? ""))]);
        Rows(page, new("Tùy chọn", "Options"), [.. Options(command).Select(option => (Form(option), option.Description ?? ""))]);
        Examples(page, command);
        if (command is RootCommand)
            Rows(page, new("Mã kết thúc", "Exit codes"), [.. ExitCodes.All.Select(code => ($"{(int)code.Code}", code.Meaning.In(language)))]);
        return page.ToString();
    }

    private static IEnumerable<Option> Options(Command command) =>
        command.Options.Concat(command.Parents.OfType<Command>().SelectMany(Inherited)).Where(option => !option.Hidden).DistinctBy(option => option.Name);

    private static IEnumerable<Option> Inherited(Command command) =>
        command.Options.Where(option => option.Recursive).Concat(command.Parents.OfType<Command>().SelectMany(Inherited));

    private static string Form(Option option)
    {
        var names = string.Join(", ", option.Aliases.Where(alias => alias.StartsWith('-') && alias.Length == 2).Prepend(option.Name));
        return option.HelpName is { } value ? $"{names} {value}" : names;
    }

    private static string Call(Command command, Command root) =>
        string.Join(' ', command.Arguments.Select(Placeholder).Prepend(command == root ? "" : command.Name));

    private static string Placeholder(Argument argument) => argument.Arity.MinimumNumberOfValues == 0 ? $"[{argument.Name}]" : argument.Name;

    private string Usage(Command command)
    {
        var path = new List<string>();
        for (var at = command; at is not null; at = at.Parents.OfType<Command>().FirstOrDefault())
            path.Insert(0, at is RootCommand ? "chiso" : at.Name);
        path.AddRange(command.Arguments.Select(Placeholder));
        path.AddRange(command.Options.Where(option => option.Required).Select(Form));
        if (command.Subcommands.Count > 0)
            path.Add(new Words("LỆNH", "COMMAND").In(language));
        path.Add(new Words("[TÙY CHỌN]", "[OPTIONS]").In(language));
        return string.Join(' ', path);
    }

    private void Heading(StringBuilder page, Words title) => page.Append('\n').Append(title.In(language)).Append('\n');

    private void Rows(StringBuilder page, Words title, IReadOnlyList<(string Name, string Text)> rows)
    {
        if (rows.Count == 0)
            return;
        Heading(page, title);
        var column = rows.Max(row => row.Name.Length) + Indent + 2;
        foreach (var (name, text) in rows)
        {
            var lines = Wrap(text, Width - column);
            page.Append(' ', Indent).Append(name.PadRight(column - Indent)).Append(lines[0]).Append('\n');
            foreach (var line in lines.Skip(1))
                page.Append(' ', column).Append(line).Append('\n');
        }
    }

    private void Examples(StringBuilder page, Command command)
    {
        if (command is not GuidedCommand { Examples.IsEmpty: false } && command is not RootCommand)
            return;
        var examples = command is GuidedCommand guided ? guided.Examples : ChisoProgram.FirstSteps;
        Heading(page, new("Ví dụ", "Examples"));
        foreach (var example in examples)
        {
            page.Append(' ', Indent).Append(example.Line).Append('\n');
            foreach (var line in Wrap(example.Does.In(language), Width - Indent - 4))
                page.Append(' ', Indent + 4).Append(line).Append('\n');
        }
    }

    private static List<string> Wrap(string text, int width)
    {
        var lines = new List<string> { "" };
        foreach (var word in text.Split(' '))
        {
            if (lines[^1].Length > 0 && lines[^1].Length + 1 + word.Length > width)
                lines.Add("");
            lines[^1] += lines[^1].Length == 0 ? word : $" {word}";
        }

        return lines;
    }
}
