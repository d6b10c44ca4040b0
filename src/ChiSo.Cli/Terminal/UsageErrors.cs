using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using ChiSo.Engine;

namespace ChiSo.Cli.Terminal;

/// <summary>Mistakes in the command line itself, as problems in both languages.</summary>
internal static class UsageErrors
{
    public static ImmutableArray<Problem> Of(ParseResult parsed)
    {
        var call = Path(parsed.CommandResult.Command);
        var remedy = new Words($"Xem cách gọi: {call} --help", $"See how it is called: {call} --help --lang en");
        var problems = new List<Problem>();
        foreach (var error in parsed.Errors.Where(error => parsed.UnmatchedTokens.Count == 0 || Unknown(error, parsed) is not null))
            problems.Add(new("cli.usage", call, Meaning(error, parsed), remedy));
        return [.. problems.DistinctBy(problem => problem.What.Vi)];
    }

    /// <summary>"chiso audit verify".</summary>
    public static string Path(Command command)
    {
        var parent = command.Parents.OfType<Command>().FirstOrDefault();
        return parent is null ? "chiso" : $"{Path(parent)} {command.Name}";
    }

    private static Words Meaning(ParseError error, ParseResult parsed)
    {
        if (Unknown(error, parsed) is { } unknown)
            return new($"Không có lệnh hay tham số \"{unknown}\".", $"There is no command or parameter \"{unknown}\".");
        return error.SymbolResult switch
        {
            ArgumentResult { Argument.Name: var name, Tokens.Count: 0 } => new($"Thiếu tham số {name}.", $"{name} is missing."),
            OptionResult { Option: var option, IdentifierToken: null } => new($"Thiếu tùy chọn {option.Name}.", $"Option {option.Name} is missing."),
            OptionResult { Option: var option, Tokens.Count: 0 } => new($"Tùy chọn {option.Name} cần một giá trị.", $"Option {option.Name} needs a value."),
            OptionResult { Option: var option, Tokens: var given } => new(
                $"Tùy chọn {option.Name} không nhận giá trị \"{given[^1].Value}\".", $"Option {option.Name} does not take the value \"{given[^1].Value}\"."),
            CommandResult { Command: var command } when Missing(command, parsed) is { } missing => new($"Thiếu {missing}.", $"{missing} is missing."),
            CommandResult { Command.Subcommands.Count: > 0 } => new("Thiếu tên lệnh.", "The name of a command is missing."),
            _ => new("Câu lệnh không đúng.", "The command line can't be understood."),
        };
    }

    /// <summary>The word the parser could not place; <c>null</c> when the error is about something else. What is unknown explains what seems to be missing.</summary>
    private static string? Unknown(ParseError error, ParseResult parsed) =>
        parsed.UnmatchedTokens.FirstOrDefault(token => error.Message.Contains($"'{token}'", StringComparison.Ordinal));

    private static string? Missing(Command command, ParseResult parsed) =>
        command.Arguments.FirstOrDefault(argument => argument.Arity.MinimumNumberOfValues > 0 && parsed.GetResult(argument)?.Tokens is not { Count: > 0 })?.Name
        ?? command.Options.FirstOrDefault(option => option.Required && parsed.GetResult(option) is null)?.Name;
}
