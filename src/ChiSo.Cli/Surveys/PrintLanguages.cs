using System.Collections.Immutable;
using System.CommandLine;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;

namespace ChiSo.Cli.Surveys;

/// <summary>The option of commands that print: one or two languages.</summary>
internal static class PrintLanguages
{
    private const string Name = "--languages";
    private static readonly string[] Spoken = ["vi", "en", "km"];

    public static Option<string?> Option(SharedOptions shared) =>
        shared.Option(Name, new("NGÔN-NGỮ", "LANGUAGES"), new("Một hoặc hai trong vi, en, km, cách nhau bằng dấu phẩy; mặc định vi.", "One or two of vi, en, km, parted by a comma; vi by default."));

    /// <param name="typed">As given; <c>null</c> for nothing.</param>
    public static Result<ImmutableArray<string>> Read(string? typed)
    {
        ImmutableArray<string> languages = [.. (typed ?? "vi").Split(',', StringSplitOptions.TrimEntries)];
        return languages.Length > 2 || languages.Distinct().Count() < languages.Length || languages.Except(Spoken).Any() ? Wrong(string.Join(',', languages)) : languages;
    }

    private static Problem Wrong(string given) => new("survey.slip-languages", Name,
        new($"Không in được bằng “{given}”.", $"Nothing can be printed in “{given}”."), new("Ghi một hoặc hai trong vi, en, km, như vi,km.", "Write one or two of vi, en and km, such as vi,km."));
}
