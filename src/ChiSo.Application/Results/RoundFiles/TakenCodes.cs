using System.Collections.Immutable;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>Words addresses of pages begin with, so that no round, block or unit can be called so: its page would never be reached.</summary>
public static class TakenCodes
{
    public static readonly ImmutableArray<string> OfRounds = ["api", "assets", "desk", "error", "odata", "openapi", "password", "rounds", "s", "sign-in", "survey-results"];

    public static readonly ImmutableArray<string> OfBlocks = ["common"];

    public static readonly ImmutableArray<string> OfUnits = ["council", "late", "method", "not-applicable", "prefilled", "prefilled.xlsx", "requests", "review", "stages", "tables"];

    /// <summary><c>null</c> when the code is free.</summary>
    internal static Problem? Find(string code, ImmutableArray<string> taken, string where) => !taken.Contains(code, StringComparer.OrdinalIgnoreCase) ? null : new("value.code-taken", where,
        new($"Mã \"{code}\" trùng với địa chỉ của một trang.", $"The code \"{code}\" is the address of a page."),
        new("Dùng mã khác, chẳng hạn thêm năm hoặc tên địa phương.", "Use another code, for example with the year or the place."));
}
