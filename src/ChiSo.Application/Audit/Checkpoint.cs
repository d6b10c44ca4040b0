using System.Collections.Immutable;
using System.Text;
using ChiSo.Application.Json;
using NSec.Cryptography;

namespace ChiSo.Application.Audit;

/// <summary>Where each chain stood at an instant, signed, kept outside the database.</summary>
public sealed record Checkpoint(DateTime At, ImmutableArray<ChainHead> Chains, string PublicKey, string Signature)
{
    private static readonly SignatureAlgorithm Algorithm = SignatureAlgorithm.Ed25519;

    public static Checkpoint Sign(Key key, DateTime at, ImmutableArray<ChainHead> chains)
    {
        var unsigned = new Checkpoint(at, chains, Convert.ToHexStringLower(key.PublicKey.Export(KeyBlobFormat.RawPublicKey)), "");
        return unsigned with { Signature = Convert.ToHexStringLower(Algorithm.Sign(key, unsigned.SignedBytes())) };
    }

    /// <summary>Whether it was signed with the key of this public key. The key a checkpoint names itself proves nothing: anyone can make one.</summary>
    /// <param name="publicKey">In hex, as <c>audit.pub</c> holds it.</param>
    public bool IsSignedBy(string publicKey)
    {
        try
        {
            var key = NSec.Cryptography.PublicKey.Import(Algorithm, Convert.FromHexString(publicKey), KeyBlobFormat.RawPublicKey);
            return Algorithm.Verify(key, SignedBytes(), Convert.FromHexString(Signature));
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private byte[] SignedBytes() => Encoding.UTF8.GetBytes("chiso-checkpoint-1\n" + EngineJson.ToText(this with { Signature = "" }));
}

/// <summary>The end of one chain: how many links it has and the hash of the last.</summary>
public sealed record ChainHead(string Chain, long Count, string Head);
